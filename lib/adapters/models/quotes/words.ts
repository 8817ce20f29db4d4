/**
 * The terms of a text for matching, without words of no content: folded, lightly stemmed words; pairs of characters in Chinese and
 * Japanese, which write no spaces, and in Korean, which glues its words; dictionary words in Thai and its neighbors, whose
 * characters are too few for pairs to tell anything apart.
 */
export function contentTerms(text: string): string[] {
  return runsOf(text).flatMap((run) => {
    if (PAIRED.test(run)) return pairsOf(run);
    if (UNSPACED.test(run)) return dictionaryWords(run).filter((word) => !STOPWORDS.has(word));
    return STOPWORDS.has(run) ? [] : [stem(run)];
  });
}

/** As `contentTerms`, without asking words: what unspaced scripts would leave in pairs that no answer contains, and the "long" of "how long". */
export function questionTerms(question: string): string[] {
  return contentTerms(question.normalize("NFKC").replace(UNSPACED_ASKING, " ").replace(HOW, " "));
}

const HOW =
  /(?<!\p{L})(?:how (?:long|often|old|far|big|large|high)|wie (?:lange|oft|alt|weit|groß|hoch))(?!\p{L})/giu;

const PAIRED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const spaced = `(?!${PAIRED.source}|${UNSPACED.source})[\\p{L}\\p{M}\\p{N}'’]`;
const RUN = new RegExp(
  `(?:${PAIRED.source}[\\p{M}ー々]*)+|(?:${UNSPACED.source}\\p{M}*)+|(?:${spaced})+`,
  "gu",
);

function runsOf(text: string): string[] {
  // Compatibility forms and Latin accents fold; the vowel signs of other scripts are letters and stay.
  const folded = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase();
  return (folded.match(RUN) ?? []).map((run) => run.replace(/^['’]+|['’](?:s)?$/g, "")).filter(Boolean);
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

const dictionary = new Intl.Segmenter("th", { granularity: "word" });

function dictionaryWords(run: string): string[] {
  return [...dictionary.segment(run)].map(({ segment }) => segment);
}

/** English endings, and only where cutting too much costs little: a wrong stem joins words, it never changes what is quoted. */
export function stem(word: string): string {
  const regular = IRREGULAR.get(word) ?? word;
  if (regular.length < 4 || /[^a-z]/.test(regular)) return regular;
  const singular = regular
    .replace(/(?:ies|ied)$/, "y")
    .replace(/(sh|ch|x|z|ss)es$/, "$1")
    .replace(/(?<![us])s$/, "");
  const root = singular.length > 4 ? singular.replace(/(?:ing|ed|ly)$/, "") : singular;
  const kept = root.length < 3 ? singular : root;
  return kept.replace(/([bdfgmnprt])\1$/, "$1").replace(/(?<=..)e$/, "");
}

const IRREGULAR = new Map(
  `was is, were is, are is, been is, went go, gone go, did do, done do, had have, has have, made make, took take, taken take, got get,
  gave give, given give, said say, told tell, sent send, spent spend, paid pay, bought buy, brought bring, sold sell, met meet,
  left leave, lost lose, won win, held hold, kept keep, began begin, begun begin, chose choose, chosen choose, wrote write,
  written write, built build, found find, knew know, known know, grew grow, grown grow, fell fall, fallen fall, led lead,
  people person, children child, men man, women woman, born birth`
    .split(",")
    .map((pair): [string, string] => {
      const [form = "", base = ""] = pair.trim().split(" ");
      return [form, base];
    }),
);

const STOPWORDS = new Set(
  `a about after again all also am an and any are as at be because been before being but by can could did do does doing done each
  for from get had has have having he her here hers him his how i if in into is it its itself just let like me more most my no nor
  not now of off on once only or other our ours out over own please same she should so some such tell than that the their them
  then there these they this those to too under until up us very was we were what when where which while who whom whose why will
  with would you your yours im ive id ill youre dont doesnt didnt isnt arent wasnt whats wheres whos hows thats theres many much
  der die das den dem des ein eine einer einen und oder aber nicht ist sind war waren wird werden hat haben mit von zu zum zur im in
  am auf fur wie was wann wo wer warum welche welcher welches es er sie wir ihr ich
  le la les un une des du de et ou mais est sont etait il elle nous vous ils elles qui que quoi quand comment pourquoi dans sur avec
  pour pas ce cette ces el los las una unos unas y o pero es son era fue con por para no se su sus como cuando donde quien cual
  ที่ การ ความ และ ของ ใน เป็น มี ได้ ว่า ให้ จะ กับ จาก โดย คือ ไม่ นี้ นั้น ซึ่ง หรือ แต่ ก็ ถูก แล้ว อยู่ ไป มา ด้วย เพื่อ เมื่อ อะไร ใคร ทำไม ไหน อย่างไร
  เท่าไหร่ เท่าใด กี่ ใด ไร บ้าง ยัง ต่อ ตาม ถึง สิ่ง ผู้ คน หนึ่ง ทั้ง กัน เขา มัน พวก ครับ ค่ะ หรือไม่ ไหม`
    .split(/\s+/)
    .filter((word) => word.length > 0),
);

/** Asking and joining words of Chinese, Japanese, Korean and Thai, longest first. */
const UNSPACED_ASKING = new RegExp(
  `为什么 為什麼 什么时候 什麼時候 什么 什麼 怎么 怎麼 怎样 怎樣 如何 哪里 哪裡 哪个 哪個 哪些 哪一 哪 多少 几个 幾個 是谁 谁 誰 请问 請問 是否 吗 嗎 呢
  どうして なぜ なに 何が 何を 何の 何 いつ どこ だれ どの どれ どう いくら いくつ ですか ますか でしたか ましたか
  무엇 언제 어디 누가 누구 왜 어떻게 얼마나 몇 어느
  ทำไม อะไร ที่ไหน เมื่อไหร่ เมื่อใด ใคร อย่างไร ยังไง เท่าไหร่ เท่าใด กี่ ไหน ใด หรือไม่ ไหม`
    .split(/\s+/)
    .join("|"),
  "gu",
);
