type Range = { start: number; end: number };

/** What differs between two sentences, in whole words: from where they begin to differ until they agree again. */
export function changedWords(before: string, after: string): { old: Range; now: Range } {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return { old: rangeOf(old, head, tail), now: rangeOf(now, head, tail) };
}

/** Words and what is between them, in turn. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function rangeOf(words: string[], head: number, tail: number): Range {
  const length = (some: string[]) => some.join("").length;
  return { start: length(words.slice(0, head)), end: length(words.slice(0, words.length - tail)) };
}
