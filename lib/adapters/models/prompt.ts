import { createHash } from "node:crypto";

/** One passage as every model is given it. `n` is its number in the answer's citations; `date` is ISO 8601. */
export type PromptPassage = {
  n: number;
  title: string;
  place: string;
  text: string;
  date?: string | undefined;
  /** What it stands in. In a recording each line begins with who says it. */
  kind?: "message" | "document" | "recording" | undefined;
};

/** A quotation in an answer: the words, and the number of the passage they are said to come from. */
export type AnswerQuote = { quote: string; n: number };

/** Put into the instructions of a request for a conversation's title; Quotes only knows such a request by it. */
export const TITLE_INSTRUCTION =
  "Write a title for this conversation: at most six words, in its own language, without quotation marks or a final period. Answer with the title alone.";

/** The whole answer of Quotes only when nothing fits. */
export const NOT_IN_SOURCES = "Not in your sources.";

/**
 * The passages as one fenced block, for the instructions or for the beginning of the last user message (before the question).
 * A text cannot close the fence or forge a passage: each of its lines is marked, titles are JSON, and the fence carries a digest
 * of everything inside, which no text can contain of itself.
 */
export function passagesBlock(passages: readonly PromptPassage[]): string {
  const body = passages.map(passageLines).join("\n");
  const id = digestOf(body);
  return [openingOf(id), body, closingOf(id)].join("\n");
}

/** The passages of the first genuine block in a prompt, exactly as they were given; none when there is no such block. */
export function parsePassagesBlock(prompt: string): PromptPassage[] {
  const block = findBlock(prompt.split("\n"));
  return block ? parseBody(block.body) : [];
}

/** Whether a prompt carries a genuine block, also one without passages. */
export function hasPassagesBlock(prompt: string): boolean {
  return findBlock(prompt.split("\n")) !== null;
}

/** The prompt without its first genuine block: what is left of a user message is the question. */
export function withoutPassagesBlock(prompt: string): string {
  const lines = prompt.split("\n");
  const block = findBlock(lines);
  return block ? [...lines.slice(0, block.from), ...lines.slice(block.to + 1)].join("\n") : prompt;
}

/** The form in which a model quotes: a line of its own, so that quotation marks inside the words do no harm. */
export function quoteLine({ quote, n }: AnswerQuote): string {
  return `"${quote}" [${n}]`;
}

/** The quotations of an answer, in order. */
export function parseQuoteLines(answer: string): AnswerQuote[] {
  return answer.split("\n").flatMap((line) => {
    const [, quote, n] = /^"(.+)" \[(\d{1,6})\]$/.exec(line.trim()) ?? [];
    return quote === undefined ? [] : [{ quote, n: Number(n) }];
  });
}

const OPENING = /^<passages id="([0-9a-f]{16})">$/;
const openingOf = (id: string) => `<passages id="${id}">`;
const closingOf = (id: string) => `</passages id="${id}">`;
const LINE_MARK = "| ";

function passageLines({ n, title, place, text, date, kind }: PromptPassage): string {
  const head = JSON.stringify({ title, place, date, kind });
  return [`[${n}] ${head}`, ...text.split("\n").map((line) => LINE_MARK + line)].join("\n");
}

function digestOf(body: string): string {
  return createHash("sha256").update(body).digest("hex").slice(0, 16);
}

type Block = { from: number; to: number; body: string[] };

/** Lines end at a line feed and nowhere else: the other separators of Unicode are part of a text. */
function findBlock(lines: string[]): Block | null {
  for (const [from, line] of lines.entries()) {
    const id = OPENING.exec(line)?.[1];
    const to = id === undefined ? -1 : lines.indexOf(closingOf(id), from);
    if (to < 0) continue;
    const body = lines.slice(from + 1, to);
    if (digestOf(body.join("\n")) === id) return { from, to, body };
  }
  return null;
}

function parseBody(lines: string[]): PromptPassage[] {
  const passages: (Omit<PromptPassage, "text"> & { lines: string[] })[] = [];
  for (const line of lines) {
    if (line.startsWith(LINE_MARK)) {
      passages.at(-1)?.lines.push(line.slice(LINE_MARK.length));
      continue;
    }
    const [, n, head] = /^\[(\d+)\] (\{.*\})$/s.exec(line) ?? [];
    // The digest vouches for the line: it was written by passageLines.
    if (head)
      passages.push({ n: Number(n), ...(JSON.parse(head) as Omit<PromptPassage, "n" | "text">), lines: [] });
  }
  return passages.map(({ lines: textLines, ...passage }) => ({ ...passage, text: textLines.join("\n") }));
}
