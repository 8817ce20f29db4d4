import type { LanguageModelV4Message, LanguageModelV4Prompt } from "@ai-sdk/provider";
import {
  NOT_IN_SOURCES,
  type PromptPassage,
  parsePassagesBlock,
  quoteLine,
  TITLE_INSTRUCTION,
  withoutPassagesBlock,
} from "@/lib/adapters/models/prompt";
import { type SelectedQuote, selectQuotes } from "./select";
import { titleOf } from "./title";

/**
 * The whole answer of Quotes only to a prompt. Quotations grouped under a heading for each source, one paragraph each; or
 * `NOT_IN_SOURCES`; or, where the instructions ask for a title, a title. It never makes up a word.
 */
export function answerByQuoting(prompt: LanguageModelV4Prompt): string {
  const questions = prompt.filter(({ role }) => role === "user").map(textOf);
  const last = questions.at(-1) ?? "";
  const question = asked(last);
  if (prompt.some((message) => message.role === "system" && message.content.includes(TITLE_INSTRUCTION))) {
    return titleOf(question);
  }
  const previous = questions.at(-2);
  const quotes = selectQuotes(passagesOf(prompt, last), {
    text: question,
    previous: previous === undefined ? undefined : asked(previous),
  });
  return quotes.length === 0 ? NOT_IN_SOURCES : composed(quotes);
}

/** Instructions are ours; of what people wrote, only the last message may carry a block, which was put there before their words. */
function passagesOf(prompt: LanguageModelV4Prompt, lastQuestion: string): PromptPassage[] {
  const instructions = prompt.filter(({ role }) => role === "system").map(textOf);
  for (const text of [...instructions, lastQuestion]) {
    const passages = parsePassagesBlock(text);
    if (passages.length > 0) return passages;
  }
  return [];
}

/** The words of a question. Whom it is put to ("@assistant") is no part of it. */
function asked(message: string): string {
  return withoutPassagesBlock(message).replace(/^(?:\s*@[\p{L}\p{N}_.-]+[,:]?)+/u, "");
}

function textOf(message: LanguageModelV4Message): string {
  if (message.role === "system") return message.content;
  return message.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
}

function composed(quotes: SelectedQuote[]): string {
  const paragraphs: string[] = [];
  let heading = "";
  for (const selected of quotes) {
    const next = headingOf(selected.passage);
    if (next !== heading) paragraphs.push(next);
    heading = next;
    paragraphs.push(quoteLine(selected));
  }
  return paragraphs.join("\n\n");
}

/** `**#launch** Ben, 3 March`. Titles are typed by people: one line, and no stars that would end the bold early. */
function headingOf({ title, place }: PromptPassage): string {
  const clean = (text: string) => text.replace(/\s+/g, " ").trim();
  const bold = clean(title).replaceAll("*", "\\*");
  return [bold && `**${bold}**`, clean(place)].filter(Boolean).join(" ");
}
