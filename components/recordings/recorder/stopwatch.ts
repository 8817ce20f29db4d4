/** Counts the milliseconds that are recorded, from `fromMs` on: pauses do not count. */
export function stopwatch(fromMs: number) {
  let countedMs = fromMs;
  let sinceMs: number | null = null;
  const now = () => countedMs + (sinceMs === null ? 0 : performance.now() - sinceMs);
  return {
    now,
    run(): void {
      sinceMs ??= performance.now();
    },
    halt(): void {
      countedMs = now();
      sinceMs = null;
    },
  };
}
