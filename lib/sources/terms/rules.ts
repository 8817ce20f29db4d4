import { stem } from "../stems/rules";

/** Scripts that put no spaces between words: cut into pairs of neighboring characters, which find what a dictionary would. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]+/gu;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Longer is no word: pasted data would only fill the index. */
const LONGEST_TERM = 64;

/** The index terms of a text, in order, with repetitions: stems of words in lower case, pairs of characters where words run together. */
export function termsOf(text: string): string[] {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’'ʼ](?=\p{L})/gu, "");
  const terms: string[] = [];
  for (const [word] of plain.matchAll(WORD)) {
    let rest = 0;
    for (const run of word.matchAll(UNSPACED)) {
      pushWord(terms, word.slice(rest, run.index));
      pushPairs(terms, [...run[0]]);
      rest = run.index + run[0].length;
    }
    pushWord(terms, word.slice(rest));
  }
  return terms;
}

/** How often each term occurs. */
export function countTerms(terms: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** What a question searches for: its terms without the words that carry no meaning, unless it has no others. */
export function questionTerms(question: string): string[] {
  const terms = [...new Set(termsOf(question))];
  const meaning = terms.filter((term) => !STOP_TERMS.has(term));
  return meaning.length > 0 ? meaning : terms;
}

/** A term that carries no meaning of its own. */
export function isStopTerm(term: string): boolean {
  return STOP_TERMS.has(term);
}

/** Whether it asks something rather than says something: such a message is no evidence. */
export function isQuestion(text: string): boolean {
  const plain = text.replace(/@[\p{L}\p{N}_.-]+/gu, " ").trim();
  return /[?？؟\u037e]["'”’)\s]*$/u.test(plain) || ASKING.test(plain);
}

/** Whether two texts ask for the same: their meaning words are nearly the same set. */
export function asksTheSame(question: string, text: string): boolean {
  const asked = new Set(questionTerms(question));
  const said = new Set(questionTerms(text));
  const shared = [...said].filter((term) => asked.has(term)).length;
  return shared / (asked.size + said.size - shared) >= 0.8;
}

const ASKING = /^(?:who|whom|whose|what|when|where|why|which|how)\b[^.!]*$/i;

function pushWord(terms: string[], word: string): void {
  if (word === "" || word.length > LONGEST_TERM) return;
  // Accents are dropped for Latin, Greek and Cyrillic letters only: elsewhere marks are vowels.
  const folded = word
    .normalize("NFD")
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, "");
  terms.push(stem(folded.normalize("NFC")));
}

function pushPairs(terms: string[], characters: string[]): void {
  if (characters.length === 1) terms.push(characters.join(""));
  for (let i = 0; i + 1 < characters.length; i++) terms.push(`${characters[i]}${characters[i + 1]}`);
}

const STOP_WORDS = `a about above after again all also am an and any are as at be because been before being below between both but by can could
  did do does doing down during each few for from further had has have having he her here hers herself him himself his how i if in into is it
  its itself just me more most my myself no nor not now of off on once only or other our ours ourselves out over own same she should so some
  such than that the their theirs them themselves then there these they this those through to too under until up very was we were what when
  where which while who whom why will with would you your yours yourself yourselves
  please tell know say said does many much der das und ist nicht ein eine wie warum wer wo wann el la los las que por qué de en y le les des
  et est pourquoi quand`;

const STOP_TERMS = new Set(termsOf(STOP_WORDS));
