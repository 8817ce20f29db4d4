/** Below this (-42 dBFS) no microphone that hears somebody stays. */
const HEARD = 0.008;
const QUIET_MS = 10_000;

/** Tells from levels (0 to 1), looked at now and then, whether nothing was heard for ten seconds. */
export function silenceWatch() {
  let quietSinceMs: number | null = null;
  return {
    isQuiet(level: number, nowMs: number): boolean {
      if (level >= HEARD) quietSinceMs = null;
      else quietSinceMs ??= nowMs;
      return quietSinceMs !== null && nowMs - quietSinceMs >= QUIET_MS;
    },
  };
}
