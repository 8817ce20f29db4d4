import type { Viewer } from "@/lib/conversations/rules";
import type { FileDto } from "@/lib/files/kept/schema";
import { isShownInPlace } from "@/lib/files/rules";
import type { MessageDto } from "./schema";

/** At most this many different people are notified by one message; further names stay text. */
export const MOST_MENTIONS = 50;

const ALL = new Set(["channel", "here", "everyone"]);
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const MENTION = /(?<![\p{L}\p{N}_/.@-])@([\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}_.'-]*)/gu;

/** The lower-case first words of names that follow an @ outside of code, and whether everybody is addressed. */
export function readMentions(body: string): { words: string[]; all: boolean } {
  const words = new Set<string>();
  let all = false;
  for (const match of withoutCode(body).matchAll(MENTION)) {
    const word = trimPunctuation(match[1] ?? "").toLowerCase();
    if (ALL.has(word)) all = true;
    else if (words.size < MOST_MENTIONS) words.add(word);
  }
  return { words: [...words], all };
}

type Named = { id: string; name: string };

/** Of people whose first name was written, those whose full name, or first name alone, stands behind an @. Longest names win. */
export function matchMentions<T extends Named>(body: string, people: T[]): T[] {
  const text = withoutCode(body).toLowerCase();
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  const found = new Map<string, T>();
  for (const match of text.matchAll(MENTION)) {
    const rest = text.slice((match.index ?? 0) + 1);
    const full = byLength.find((person) => startsWithName(rest, person.name.toLowerCase()));
    const first = trimPunctuation(match[1] ?? "");
    const firsts = people.filter((person) => person.name.toLowerCase().split(" ")[0] === first);
    const named = full ?? (firsts.length === 1 ? firsts[0] : undefined);
    if (named && found.size < MOST_MENTIONS) found.set(named.id, named);
  }
  return [...found.values()];
}

function startsWithName(rest: string, name: string): boolean {
  if (!rest.startsWith(name)) return false;
  return !/^[\p{L}\p{N}_]/u.test(rest.slice(name.length));
}

/** A period or apostrophe that ends a sentence is not part of a name. */
function trimPunctuation(word: string): string {
  return word.replace(/[.'_-]+$/, "");
}

function withoutCode(body: string): string {
  return body.replace(CODE, (code) => " ".repeat(code.length));
}

const SHOWN = ["image", "audio", "video"] as const;

/** What a message with these files is: of one kind where all of them are, and can be shown or played; else files. */
export function typeOf(files: Carried[]): MessageDto["type"] {
  if (files.length === 0) return "text";
  return SHOWN.find((kind) => files.every((file) => kindOf(file) === kind)) ?? "file";
}

type Carried = Pick<FileDto, "mediaType" | "picture">;

/** How a file is shown in a conversation. Whatever could run, or cannot be drawn, is a file like any other. */
export function kindOf({ mediaType, picture }: Carried): "image" | "audio" | "video" | "file" {
  if (picture === "coming" || picture === "ready") return "image";
  if (!isShownInPlace(mediaType)) return "file";
  return SHOWN.find((kind) => mediaType.startsWith(`${kind}/`)) ?? "file";
}

type Shape = Pick<MessageDto, "author" | "deletedAt" | "type" | "role">;

export function canEdit(viewer: Viewer, message: Shape): boolean {
  return (
    message.author.id === viewer.memberId &&
    message.role === "user" &&
    message.type !== "event" &&
    message.type !== "report" && // what is quoted stays as it was found
    message.deletedAt === null
  );
}

/** Authors delete their own; admins of the channel or the workspace delete what others wrote where they are themselves. */
export function canDelete(viewer: Viewer, message: Shape): boolean {
  if (message.deletedAt !== null || message.type === "event") return false;
  if (message.author.id === viewer.memberId) return true;
  if (viewer.participantRole === null) return false;
  return viewer.participantRole === "admin" || viewer.role === "admin" || viewer.role === "owner";
}

export function canReact(viewer: Viewer, message: Shape): boolean {
  return viewer.participantRole !== null && message.deletedAt === null;
}

const NAMES_ASSISTANT = /(?<![\p{L}\p{N}_/.@-])@assistant(?![\p{L}\p{N}_])/iu;
/** An answer begins right after its question, with little said in between. */
const NEAR = 10;

type Asked = Pick<MessageDto, "id" | "author" | "role" | "body" | "deletedAt">;

/** The question that an answer of this timeline follows, when this member asked it. */
export function findOwnQuestion<T extends Asked>(
  messages: T[],
  answer: { id: string },
  memberId: string,
): T | undefined {
  const at = messages.findIndex((one) => one.id === answer.id);
  const before = messages.slice(Math.max(0, at - NEAR), Math.max(0, at)).reverse();
  const question =
    before.find((one) => one.role === "user" && NAMES_ASSISTANT.test(one.body)) ??
    before.find((one) => one.role === "user");
  return question?.author.id === memberId && question.deletedAt === null ? question : undefined;
}

/** What is asked, without whom. */
export function withoutAssistant(body: string): string {
  return body
    .replace(NAMES_ASSISTANT, "")
    .replace(/^[\s,:]+/, "")
    .trim();
}

export type TextPiece =
  | { kind: "text"; text: string }
  | { kind: "mention"; text: string }
  | { kind: "quote"; text: string }
  | { kind: "citation"; n: number };

const QUOTE_AND_MARKER = /"([^"\n]{2,2000})"(?=\s?\[\d{1,3}\])|\[(\d{1,3})\]/g;

/** Cuts a run of text at what is shown otherwise: names behind an @, quoted words, and the numbers that cite them. */
export function splitText(text: string, names: string[]): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(QUOTE_AND_MARKER)) {
    pieces.push(...splitMentions(text.slice(at, match.index), names));
    if (match[1] !== undefined) pieces.push({ kind: "quote", text: `“${match[1]}”` });
    else pieces.push({ kind: "citation", n: Number(match[2]) });
    at = match.index + match[0].length;
  }
  return [...pieces, ...splitMentions(text.slice(at), names)];
}

function splitMentions(text: string, names: string[]): TextPiece[] {
  const everyone = [...names, "channel", "here", "assistant"]
    .sort((a, b) => b.length - a.length)
    .map(escapePattern);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_/.@-])@(?:${everyone.join("|")})(?![\\p{L}\\p{N}_])`, "giu");
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) pieces.push({ kind: "text", text: text.slice(at, match.index) });
    pieces.push({ kind: "mention", text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ kind: "text", text: text.slice(at) });
  return pieces;
}

function escapePattern(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
