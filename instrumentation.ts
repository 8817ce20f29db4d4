import { env } from "@/lib/adapters/env";

/** Runs once when a server starts: a malformed environment stops the boot with one sentence. */
export function register(): void {
  env();
}
