import type { Role } from "@/lib/ctx";

/** Guests see the tasks of what they were let into, and make none. */
export function canMakeTasks(viewer: { role: Role }): boolean {
  return viewer.role !== "guest";
}

/** Whoever has to do it may say that it is done. */
export function canFinishTask(
  viewer: { memberId: string; role: Role },
  task: { assignee: { memberId: string } | null },
): boolean {
  return canMakeTasks(viewer) || task.assignee?.memberId === viewer.memberId;
}

export function canDeleteTask(
  viewer: { memberId: string; role: Role },
  task: { createdById: string | null },
): boolean {
  if (viewer.role === "guest") return false;
  return viewer.memberId === task.createdById || viewer.role === "admin" || viewer.role === "owner";
}

/** How a day lies to today, both like 2026-05-31: decides the color of a date. */
export function urgencyOf(dueOn: string | null, today: string): "none" | "later" | "today" | "late" {
  if (dueOn === null) return "none";
  if (dueOn < today) return "late";
  return dueOn === today ? "today" : "later";
}

/** The day of a moment like 2026-05-31, by the clock of whoever asks. */
export function localDay(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** A title of a long text ends where a word does: the text can be written anew where it is made. In characters. */
const LONGEST_DRAFT = 200;

/** What a task is called at first that is made of a text. */
export function titleOf(text: string): string {
  const line = lineOf(text);
  return line.length > LONGEST_DRAFT ? line.slice(0, LONGEST_DRAFT).replace(/\s\S*$/, "") : line;
}

/** Whether a task is called by the words that it came from, so that they are shown once. */
export function isQuoteItself(title: string, quote: string): boolean {
  return lineOf(title) === lineOf(quote) || lineOf(title) === titleOf(quote);
}

function lineOf(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
