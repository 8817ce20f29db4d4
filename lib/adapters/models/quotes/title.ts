const MOST_WORDS = 8;
const MOST_CHARACTERS = 60;

/** A short title taken from the question itself: its first sentence without mentions and marks, cut at a word. */
export function titleOf(question: string): string {
  const plain = question
    .replace(/(^|\s)@[\p{L}\p{N}_.-]+/gu, "$1")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[`*_~>#|]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
  const sentence = /^.+?[.?!。？！](?=\s|$)|^.+?[。？！]/u.exec(plain)?.[0] ?? plain;
  const words = sentence.split(" ").slice(0, MOST_WORDS).join(" ");
  const bare = cut(words).replace(/[\s.,;:!。，、；：！-]+$/u, "");
  const [first = "", ...rest] = [...bare];
  return first.toUpperCase() + rest.join("");
}

function cut(text: string): string {
  const characters = [...text];
  if (characters.length <= MOST_CHARACTERS) return text;
  const head = characters.slice(0, MOST_CHARACTERS).join("");
  const blank = head.lastIndexOf(" ");
  return blank > MOST_CHARACTERS / 2 ? head.slice(0, blank) : head;
}
