/** Scripts that put no spaces between words. */
const LETTER = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]`;
export const UNSPACED = new RegExp(`${LETTER}+`, "gu");

/** Whether a text begins in such a script, as a pair of its characters does. */
export function isUnspaced(text: string): boolean {
  return BEGINS_UNSPACED.test(text);
}

/** Whether there is any of it, which most texts have not. */
export function holdsUnspaced(text: string): boolean {
  return ANY_UNSPACED.test(text);
}

/** A word where words run together, as the dictionaries of ICU cut it. `isStop`: it carries no meaning of its own. */
export type UnspacedWord = { word: string; isStop: boolean };

/** The words of a run of one such script. Only questions are cut: an index cut by a dictionary misses what the dictionary does not know. */
export function wordsOfRun(run: string): UnspacedWord[] {
  return [...WORDS.segment(run)].map(({ segment }) => ({ word: segment, isStop: STOP_WORDS.has(segment) }));
}

/** The meaning words of a question where words run together, each once: names and numbers between them too. */
export function wordsOfUnspaced(plain: string): string[] {
  const words = [...plain.matchAll(WORD_OR_RUN)].flatMap(([part]) =>
    isUnspaced(part) ? wordsOfRun(part) : [{ word: part, isStop: false }],
  );
  return [...new Set(words.filter(({ isStop }) => !isStop).map(({ word }) => word))];
}

const ANY_UNSPACED = new RegExp(LETTER, "u");
const BEGINS_UNSPACED = new RegExp(`^${LETTER}`, "u");

const WORD_OR_RUN = new RegExp(`${LETTER}+|(?:(?!${LETTER})[\\p{L}\\p{N}\\p{M}])+`, "gu");

const WORDS = new Intl.Segmenter("en", { granularity: "word" });

const STOP_WORDS = new Set(
  `什么 什麼 哪 哪个 哪個 哪些 哪里 哪裡 哪种 哪種 哪一 哪位 谁 誰 多少 几 幾 怎么 怎麼 怎样 怎樣 如何 为什么 為什麼 何时 何時 何 何种 何地 是 的 了 在
  有 和 与 與 吗 嗎 呢 被 将 將 对 對 由 于 於 中 以 及 或 个 個 一个 一個 这 這 那 他 她 它 他们 他們 其 为 為 从 從 到 会 會 能 可以 都 也 就 而 并 並
  以及 该 該 之 年 时候 時候 时 時 は が を に の で と も へ か です ます した する いつ どこ だれ 何 なぜ どう
  อะไร ใคร ที่ไหน ไหน เมื่อ ไร เมื่อไร เมื่อไหร่ ไหร่ เท่า เท่าไร เท่าไหร่ อย่างไร ทำไม กี่ ใด คือ เป็น ที่ ของ ใน และ หรือ ได้ มี ให้ กับ จาก โดย การ ความ ว่า
  ไป มา ซึ่ง นี้ นั้น จะ ไม่ ถูก แล้ว อยู่ ก็ แต่ ต่อ เพื่อ ตาม ถึง บ้าง คน อัน ผู้ ชื่อ`.split(/\s+/),
);
