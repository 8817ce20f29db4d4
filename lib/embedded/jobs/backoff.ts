import { HOUR, MINUTE, SECOND } from "@/lib/core/clock";

/** Inngest's table: the wait before the second attempt, the third, and so on; the last one repeats. */
const TABLE = [
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  40 * MINUTE,
  HOUR,
  2 * HOUR,
];
const JITTER_MS = 30 * SECOND;

/** Milliseconds to wait after the failure of `attempt` (from 0), with up to 30 s of jitter, both multiplied by `scale`. */
export function backoffMs(attempt: number, scale: number, random: () => number = Math.random): number {
  const base = TABLE[Math.min(attempt, TABLE.length - 1)] ?? 2 * HOUR;
  return Math.round((base + random() * JITTER_MS) * scale);
}

/** When a `Retry-After` header (seconds, or a date) asks to be called again, or null when it says nothing usable. */
export function retryAfter(header: string | undefined, now: Date): Date | null {
  if (!header) return null;
  if (/^\d+$/.test(header)) return new Date(now.getTime() + Number(header) * SECOND);
  const date = new Date(header);
  return Number.isNaN(date.getTime()) ? null : date;
}
