import { createHash } from "node:crypto";

/**
 * A deterministic embedder: a text is the sum of what its words mean, and words that mean the same are the same direction. It proves how
 * vectors are made, kept and ranked, and nothing about how well a real model finds.
 */
export function meaningOf(text: string, dimensions: number): number[] {
  const sum = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    if (word.length < 4) continue;
    const direction = directionOf(SAME[word] ?? word, dimensions);
    for (const [at, number] of direction.entries()) sum[at] = (sum[at] ?? 0) + number;
  }
  return sum.some((number) => number !== 0) ? sum : directionOf("", dimensions);
}

const SAME: Record<string, string> = {
  holiday: "vacation",
  holidays: "vacation",
  leave: "vacation",
  automobile: "car",
  wage: "salary",
  wages: "salary",
  remuneration: "salary",
  annual: "yearly",
};

function directionOf(word: string, dimensions: number): number[] {
  const numbers: number[] = [];
  for (let block = 0; numbers.length < dimensions; block++) {
    const bytes = createHash("sha256").update(`${word} ${block}`).digest();
    for (const byte of bytes) numbers.push(byte / 127.5 - 1);
  }
  return numbers.slice(0, dimensions);
}
