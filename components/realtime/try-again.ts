import { CallError } from "@/lib/core/send";

const PAUSES_MS = [500, 2_000, 5_000];
/** What passes by itself. A refusal stays one. */
const PASSING: string[] = ["UNAVAILABLE", "OFFLINE", "INTERNAL"] satisfies CallError["code"][];

/** Asks again for what failed for a moment: a busy server, a line that broke. Throws what the last try threw. */
export async function tryAgain<T>(work: () => Promise<T>): Promise<T> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CallError) || !PASSING.includes(error.code)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return work();
}
