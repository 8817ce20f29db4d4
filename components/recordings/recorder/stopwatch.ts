/** Counts the milliseconds that are recorded by a clock that runs with the sound, from `fromMs` on: pauses do not count. */
export function stopwatch(fromMs: number, clockMs: () => number) {
  let countedMs = fromMs;
  let sinceMs: number | null = null;
  const now = () => countedMs + (sinceMs === null ? 0 : clockMs() - sinceMs);
  return {
    now,
    run(): void {
      sinceMs ??= clockMs();
    },
    halt(): void {
      countedMs = now();
      sinceMs = null;
    },
  };
}
