import type { ReportLineDto } from "@/lib/recordings/reports/schema";
import type { OriginDto } from "../schema";

type Span = { startMs: number; endMs: number };
type Line = Pick<ReportLineDto, "id" | "quote" | "today"> & Span;

/**
 * Whether a task was made of this line: of its words, as they were or as they were corrected since, where it says them. The same words said
 * elsewhere are another line's.
 */
export function isMadeOf(source: Pick<OriginDto, "anchor" | "quote" | "today">, line: Line): boolean {
  const { anchor, quote, today } = source;
  if (anchor.kind !== "time" || !isMet(anchor, line)) return false;
  return [line.quote, line.today].some((words) => words !== null && (words === quote || words === today));
}

/** Whether a dismissal speaks of this line: of the line itself, or of what another report said in the same words there. */
export function isDismissedBy(dismissal: { lineId: string; quote: string } & Span, line: Line): boolean {
  return dismissal.lineId === line.id || (dismissal.quote === line.quote && isMet(dismissal, line));
}

function isMet(a: Span, b: Span): boolean {
  return a.startMs === b.startMs || (a.startMs < b.endMs && a.endMs > b.startMs);
}

/** Whom a report means by a name, in whatever case: by all of it, or by the first name of one person alone. */
export function personMeant<T extends { name: string }>(people: T[], said: string): T | null {
  const name = said.trim().toLowerCase();
  const [whole] = people.filter((person) => person.name.toLowerCase() === name);
  if (whole) return whole;
  const [first, second] = people.filter((person) => person.name.toLowerCase().split(/\s+/)[0] === name);
  return first && !second ? first : null;
}

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** With one of these, what is said of a day is something else than the day, or more than one. */
const UNSURE = ["next", "after", "before", "from", "week", "weeks", "not", "or"];

/**
 * The day that was meant by what was said on `saidOn`, both like 2026-05-31; null where the words leave a choice ("next week"), which is not
 * ours to make.
 */
export function dayMeant(said: string, saidOn: string): string | null {
  const words: string[] = said.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  const [year = 0, month = 1, day = 1] = saidOn.split("-").map(Number);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const inDays = (days: number) => isoDay(year, month - 1, day + days);
  if (UNSURE.some((word) => words.includes(word))) return null;
  if (words.includes("today") || words.includes("tonight")) return inDays(0);
  if (words.includes("tomorrow")) return inDays(1);
  const named = WEEKDAYS.findIndex((name) => words.includes(name));
  if (named >= 0) return inDays((named - weekday + 7) % 7 || 7);
  if (words.includes("end") && words.includes("day")) return inDays(0);
  if (words.includes("end") && words.includes("month")) return isoDay(year, month, 0);
  return calendarDay(words, { year, saidOn });
}

/** "March 5": the next one there is. */
function calendarDay(words: string[], { year, saidOn }: { year: number; saidOn: string }): string | null {
  const month = MONTHS.findIndex((name) => words.includes(name));
  const day = Number(words.find((word) => /^\d{1,2}$/.test(word)));
  if (month < 0 || !(day >= 1)) return null;
  for (const candidate of [isoDay(year, month, day), isoDay(year + 1, month, day)])
    if (candidate >= saidOn && Number(candidate.slice(8)) === day) return candidate;
  return null;
}

function isoDay(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}
