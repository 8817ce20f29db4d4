/**
 * The stem of an English word by M. F. Porter, "An algorithm for suffix stripping" (1980), with his later departures (logi, bli).
 * `word` is lower case; words of other alphabets and numbers come back as they are.
 */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  const marked = word.replace(/^y/, "Y");
  return [plurals, pastAndGerund, finalY, doubleSuffixes, shortSuffixes, lastSuffixes, finalE]
    .reduce((current, step) => step(current), marked)
    .toLowerCase();
}

const CONSONANT = "[^aeiou]";
const VOWEL = "[aeiouy]";
const CONSONANTS = `${CONSONANT}[^aeiouy]*`;
const VOWELS = `${VOWEL}[aeiou]*`;
/** A vowel sequence followed by a consonant sequence: once, exactly once, more than once. */
const ONE_OR_MORE = new RegExp(`^(?:${CONSONANTS})?${VOWELS}${CONSONANTS}`);
const EXACTLY_ONE = new RegExp(`^(?:${CONSONANTS})?${VOWELS}${CONSONANTS}(?:${VOWELS})?$`);
const TWO_OR_MORE = new RegExp(`^(?:${CONSONANTS})?${VOWELS}${CONSONANTS}${VOWELS}${CONSONANTS}`);
const HAS_VOWEL = new RegExp(`^(?:${CONSONANTS})?${VOWEL}`);
const SHORT_END = new RegExp(`^${CONSONANTS}${VOWEL}[^aeiouwxy]$`);

function plurals(word: string): string {
  if (/(?:ss|i)es$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function pastAndGerund(word: string): string {
  if (word.endsWith("eed")) return ONE_OR_MORE.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const match = /^(.+?)(?:ed|ing)$/.exec(word);
  const base = match?.[1];
  if (!base || !HAS_VOWEL.test(base)) return word;
  if (/(?:at|bl|iz)$/.test(base)) return `${base}e`;
  if (/([^aeiouylsz])\1$/.test(base)) return base.slice(0, -1);
  return SHORT_END.test(base) ? `${base}e` : base;
}

function finalY(word: string): string {
  return word.endsWith("y") && HAS_VOWEL.test(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

const DOUBLE: [string, string][] = Object.entries({
  ational: "ate",
  tional: "tion",
  enci: "ence",
  anci: "ance",
  izer: "ize",
  bli: "ble",
  alli: "al",
  entli: "ent",
  eli: "e",
  ousli: "ous",
  ization: "ize",
  ation: "ate",
  ator: "ate",
  alism: "al",
  iveness: "ive",
  fulness: "ful",
  ousness: "ous",
  aliti: "al",
  iviti: "ive",
  biliti: "ble",
  logi: "log",
});
const SHORT: [string, string][] = Object.entries({
  icate: "ic",
  ative: "",
  alize: "al",
  iciti: "ic",
  ical: "ic",
  ful: "",
  ness: "",
});

const doubleSuffixes = replaceLongest(DOUBLE);
const shortSuffixes = replaceLongest(SHORT);

/** Exchanges the longest suffix that fits, if a syllable is left before it. */
function replaceLongest(pairs: [string, string][]): (word: string) => string {
  const sorted = pairs.toSorted(([a], [b]) => b.length - a.length);
  return (word) => {
    const pair = sorted.find(([suffix]) => word.endsWith(suffix));
    if (!pair) return word;
    const base = word.slice(0, -pair[0].length);
    return ONE_OR_MORE.test(base) ? base + pair[1] : word;
  };
}

const LAST =
  /^(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|(?<=[st])ion)$/;

function lastSuffixes(word: string): string {
  const base = LAST.exec(word)?.[1];
  return base && TWO_OR_MORE.test(base) ? base : word;
}

function finalE(word: string): string {
  const base = word.endsWith("e") ? word.slice(0, -1) : word;
  const dropped = TWO_OR_MORE.test(base) || (EXACTLY_ONE.test(base) && !SHORT_END.test(base)) ? base : word;
  return /ll$/.test(dropped) && TWO_OR_MORE.test(dropped) ? dropped.slice(0, -1) : dropped;
}
