import type { PromptPassage } from "@/lib/adapters/models/prompt";
import type { Sentence } from "./sentences";

const MOST_WORDS = 6;
const ENDED = /[\p{N}.!?:;,\u2026\u3002\uff01\uff1f\uff1a\uff1b\uff0c]/u;

/** A line that says what stands under it: marked as one or, in a document, short and not a sentence. The last line has nothing under it. */
export function isHeading({ text, kind }: PromptPassage, sentence: Sentence): boolean {
  const from = text.lastIndexOf("\n", sentence.start - 1) + 1;
  if (!/^[ \t]*\n\s*\S/.test(text.slice(sentence.end))) return false;
  const before = text.slice(from, sentence.start);
  if (before.startsWith("#")) return true;
  const isShort = sentence.text.split(/\s+/).length <= MOST_WORDS && !ENDED.test(sentence.text);
  return kind === "document" && before.trim() === "" && isShort;
}

const SPEAKER = /^[^:\n]{1,60}(?=: )/;

/** Who says the last of these sentences: in a recording the name stands where they begin. */
export function speakerOf({ kind, text }: PromptPassage, sentences: Sentence[]): string {
  if (kind !== "recording") return "";
  const first = sentences.findLast(({ start }) => start === 0 || text[start - 1] === "\n");
  return SPEAKER.exec(first?.text ?? "")?.[0] ?? "";
}

/** A sentence of a recording as it was said. */
export function withoutSpeaker({ kind }: PromptPassage, text: string): string {
  return kind === "recording" ? text.replace(SPEAKER, "") : text;
}
