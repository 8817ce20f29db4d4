import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/clock";

const UNITS: Record<string, number> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };

/** Hosted limit on sleeps and waits. */
const LONGEST_MS = 366 * DAY;

const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+$/;

export function isDuration(text: string): boolean {
  return DURATION.test(text);
}

/** Milliseconds of `1h30m`, `7d`, `10s`. Throws for anything else. */
export function durationMs(text: string): number {
  if (!isDuration(text)) throw new Error(`"${text}" is not a duration.`);
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g)) {
    total += Number(amount) * (UNITS[unit ?? ""] ?? 0);
  }
  return total;
}

/** The moment that a sleep or timeout names: a duration from `now`, or an ISO date. Throws beyond 366 days. */
export function momentOf(text: string, now: Date): Date {
  const isDate = /^\d{4}-\d{2}-\d{2}T/.test(text);
  const at = isDate ? new Date(text) : new Date(now.getTime() + (text === "" ? 0 : durationMs(text)));
  if (Number.isNaN(at.getTime())) throw new Error(`"${text}" is not a moment.`);
  if (at.getTime() - now.getTime() > LONGEST_MS) throw new Error("A step may wait at most 366 days.");
  return at;
}
