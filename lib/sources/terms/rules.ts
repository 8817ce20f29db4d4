import { stem } from "../stems/rules";
import { holdsUnspaced, UNSPACED, wordsOfRun } from "../words/rules";

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Longer is no word: pasted data would only fill the index. */
const LONGEST_TERM = 64;

/** The index terms of a text, in order, with repetitions: stems of words in lower case, pairs of characters where words run together. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  const plain = plainOf(text);
  if (!holdsUnspaced(plain)) {
    for (const word of plain.match(WORD) ?? []) pushWord(terms, word);
    return terms;
  }
  for (const piece of piecesOf(plain)) {
    if (piece.isUnspaced) pushPairs(terms, [...piece.text]);
    else pushWord(terms, piece.text);
  }
  return terms;
}

/** A passage as it is found: under what title and heading it stands, and what it says. */
export type Indexable = { title: string; heading: string | null; text: string };

/** A word of the title or heading says more of what a passage is about than a word in it: measured on SciFact and Cranfield. */
const TITLE_COUNTS = 3;

/** How often each term counts in a passage, and its length in terms: what the writer of the index stores and BM25 weighs. */
export function indexTerms({ title, heading, text }: Indexable): {
  counts: Map<string, number>;
  length: number;
} {
  const above = termsOf(`${title}\n${heading ?? ""}`);
  const inside = termsOf(text);
  const counts = countTerms(inside);
  for (const term of above) counts.set(term, (counts.get(term) ?? 0) + TITLE_COUNTS);
  return { counts, length: above.length + inside.length };
}

function countTerms(terms: string[]): Map<string, number> {
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

/** `share`: how much it counts, up to 1. */
export type AskedTerm = { term: string; share: number };

/** Of a pair of characters that belongs to a word without meaning. Left out altogether they would tear apart names that hold them. */
const STOP_SHARE = 0.4;

/** The same with their shares: pairs of characters from words without meaning count less. */
export function askedTerms(question: string): AskedTerm[] {
  const shares = new Map<string, number>();
  for (const piece of piecesOf(plainOf(question))) {
    if (!piece.isUnspaced) continue;
    const characters = wordsOfRun(piece.text).flatMap(({ word, isStop }) =>
      [...word].map((character) => ({ character, share: isStop ? STOP_SHARE : 1 })),
    );
    for (const [at, { character, share }] of characters.entries()) {
      const next = characters[at + 1];
      if (!next) continue;
      const pair = character + next.character;
      shares.set(pair, Math.max(shares.get(pair) ?? 0, (share + next.share) / 2));
    }
  }
  return questionTerms(question).map((term) => ({ term, share: shares.get(term) ?? 1 }));
}

/** A text in the one form in which terms are compared: lower case, compatible letters made alike, no apostrophes inside words. */
export function plainOf(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’'ʼ](?=\p{L})/gu, "");
}

/** "And when?", "How much does it weigh?", "那电池呢？" */
const LEANING =
  /^\s*(?:and|but|so|or|also|what about|how about|und|et|y)\b|\b(?:it|its|they|them|their|this|these|those|he|him|his|she|her|hers|one|ones|same|instead|er|sie|es|ihn|ihr|il|elle|ils|elles)\b|^(?:那|它|他|她)|它|他们|她们|呢[？?]?\s*$|^(?:แล้ว|มัน)|มัน/iu;
const FEW = 6;
const MOST_BEFORE = 3;

/**
 * What a question that does not stand alone leans on: the questions before it, back to the first that stands alone. `earlier` oldest first.
 * null when it stands alone.
 */
export function contextOf(question: string, earlier: string[]): string | null {
  const context: string[] = [];
  for (let asked: string | undefined = question; asked && context.length < MOST_BEFORE && leans(asked); ) {
    asked = earlier.at(-1 - context.length);
    if (asked) context.push(asked);
  }
  return context.length > 0 ? context.join(" ") : null;
}

function leans(question: string): boolean {
  const terms = questionTerms(question).filter((term) => !STOP_TERMS.has(term));
  return terms.length < 2 || (terms.length <= FEW && LEANING.test(question));
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

type Piece = { text: string; isUnspaced: boolean };

/** The words of a plain text and its runs of scripts without spaces, in order. */
function* piecesOf(plain: string): Generator<Piece> {
  for (const [word] of plain.matchAll(WORD)) {
    let rest = 0;
    for (const run of word.matchAll(UNSPACED)) {
      yield { text: word.slice(rest, run.index), isUnspaced: false };
      yield { text: run[0], isUnspaced: true };
      rest = run.index + run[0].length;
    }
    yield { text: word.slice(rest), isUnspaced: false };
  }
}

/** Words are few and come again and again, their stems cost regular expressions. */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 100_000;

function pushWord(terms: string[], word: string): void {
  if (word === "" || word.length > LONGEST_TERM) return;
  const known = KNOWN.get(word);
  if (known !== undefined) return void terms.push(known);
  const term = termOf(word);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(word, term);
  terms.push(term);
}

function termOf(word: string): string {
  // Accents are dropped for Latin, Greek and Cyrillic letters only: elsewhere marks are vowels.
  const folded = word
    .normalize("NFD")
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, "");
  return stem(folded.normalize("NFC"));
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
