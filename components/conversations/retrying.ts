import { CallError } from "@/lib/core/call";

const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000];

/** Unreachable, overloaded, or too fast: the same request may succeed later. Signed out: it may succeed after signing in. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof CallError)) return true;
  return error.status === 0 || error.status >= 500 || error.status === 429 || error.status === 401;
}

/** How long to wait before the next attempt, after so many that failed: longer each time, and never less than the server asked for. */
export function retryDelayMs(error: unknown, failed: number): number {
  const asked = error instanceof CallError && error.retryAfterSeconds ? error.retryAfterSeconds * 1000 : 0;
  return Math.max(asked, RETRY_MS[Math.min(failed, RETRY_MS.length - 1)] ?? 8_000);
}
