import { after } from "next/server";
import { log } from "@/lib/core/log";

/** Runs work after the answer has gone, and keeps a hosted function alive for it. Its failure is logged and told to nobody. */
export function later(work: () => Promise<unknown>): void {
  const safely = () => work().catch((error: unknown) => log.error("later.failed", {}, error));
  try {
    after(safely);
  } catch {
    // Outside a request of Next, as when a test calls a handler, there is no answer to wait for.
    void safely();
  }
}
