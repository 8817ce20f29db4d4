import type { LanguageModelV4Message, LanguageModelV4Prompt } from "@ai-sdk/provider";
import {
  hasPassagesBlock,
  NOT_IN_SOURCES,
  type PromptPassage,
  parsePassagesBlock,
  quoteLine,
  TITLE_INSTRUCTION,
  withoutPassagesBlock,
} from "@/lib/adapters/models/prompt";
import { differenceIn } from "./differ";
import { type SelectedQuote, selectQuotes } from "./select";
import { titleOf } from "./title";

/**
 * The whole answer of Quotes only to a prompt. Quotations grouped under a heading for each source, one paragraph each; or
 * `NOT_IN_SOURCES`; or, where the instructions ask for a title, a title. It never makes up a word.
 */
export function answerByQuoting(prompt: LanguageModelV4Prompt): string {
  const instructions = prompt.filter(({ role }) => role === "system").map(textOf);
  const { asked, previous, soFar } = turnsOf(prompt);
  const question = questionOf(asked);
  if (instructions.some((text) => text.includes(TITLE_INSTRUCTION))) return titleOf(question);

  // Instructions are ours; of what people wrote, only the question's own message carries a block, put there before their words.
  const carrier = [...instructions, asked].find(hasPassagesBlock) ?? "";
  const quotes = selectQuotes(parsePassagesBlock(carrier), { text: question, previous });
  return quotes.length === 0 ? NOT_IN_SOURCES : rest(composed(quotes, question), soFar);
}

type Turns = { asked: string; previous: string | undefined; soFar: string };

/** The question's message, what was asked before it, and what was already answered when the request is to go on. */
function turnsOf(prompt: LanguageModelV4Prompt): Turns {
  const turns = prompt.filter(({ role }) => role === "user" || role === "assistant");
  const isGoingOn = turns.at(-2)?.role === "assistant" && isAsked(turns.at(-3)) && !isAsked(turns.at(-1));
  const at = isGoingOn ? turns.length - 3 : turns.length - 1;
  const earlier = turns.slice(0, Math.max(0, at)).findLast(({ role }) => role === "user");
  return {
    asked: textAt(turns, at),
    // Several messages of several people may stand in one: the last of them is what the question follows.
    previous: earlier && questionOf(textOf(earlier)).split("\n\n").at(-1),
    soFar: isGoingOn ? textAt(turns, turns.length - 2) : "",
  };
}

function isAsked(turn: LanguageModelV4Message | undefined): boolean {
  return turn?.role === "user" && hasPassagesBlock(textOf(turn));
}

function textAt(turns: LanguageModelV4Prompt, at: number): string {
  const turn = turns[at];
  return turn ? textOf(turn) : "";
}

function textOf(message: LanguageModelV4Message): string {
  if (message.role === "system") return message.content;
  return message.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
}

/** The words of a question. Whom it is put to ("@assistant") is no part of it. */
function questionOf(message: string): string {
  return withoutPassagesBlock(message).replace(/^(?:\s*@[\p{L}\p{N}_.-]+[,:]?)+/u, "");
}

function composed(quotes: SelectedQuote[], question: string): string {
  const paragraphs = difference(quotes, question);
  let heading = "";
  for (const selected of quotes) {
    const next = headingOf(selected.passage);
    if (next !== heading) paragraphs.push(next);
    heading = next;
    paragraphs.push(quoteLine(selected));
  }
  return paragraphs.join("\n\n");
}

/** `Sources differ: 2,490 in Price list (1 May), 2,290 in #general (Ben, 3 May).` Both are quoted below. */
function difference(quotes: SelectedQuote[], question: string): string[] {
  const found = differenceIn(quotes, question);
  if (!found) return [];
  const sides = found.quotes.map(({ passage }, index) => {
    const [title, place] = [passage.title, passage.place].map((text) =>
      text.replace(/[\s"“”[\]*`]+/g, " ").trim(),
    );
    return `${found.numbers[index]} in ${title}${place ? ` (${place})` : ""}`;
  });
  return [`Sources differ: ${sides.join(", ")}.`];
}

/** `**#launch** Ben, 3 March`. Titles are typed by people: one line, and no stars that would end the bold early. */
function headingOf({ title, place }: PromptPassage): string {
  const clean = (text: string) => text.replace(/\s+/g, " ").trim();
  const bold = clean(title).replaceAll("*", "\\*");
  return [bold && `**${bold}**`, clean(place)].filter(Boolean).join(" ");
}

/** What is left to say after the paragraphs that were shown, whose citations carry numbers of their own. All of it when it was something else. */
function rest(answer: string, soFar: string): string {
  const unnumbered = (text: string) => text.replace(/\s*\[\d+\]/g, "").trim();
  const paragraphs = answer.split("\n\n");
  const shown = soFar.trim().split("\n\n").filter(Boolean);
  const isBeginning = shown.every(
    (paragraph, index) => unnumbered(paragraph) === unnumbered(paragraphs[index] ?? ""),
  );
  if (shown.length === 0 || !isBeginning) return answer;
  const left = paragraphs.slice(shown.length).join("\n\n");
  // A blank, because an answer of nothing at all would look like a failure.
  return left === "" ? "\n" : `\n\n${left}`;
}
