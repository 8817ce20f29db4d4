import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Runs `work` when this module is the one that was started, and not when it is imported. A failure is one sentence on stderr
 * and exit code 1: the reader of a command line has no use for our stack.
 */
export function runAsCommand(moduleUrl: string, work: (args: string[]) => Promise<void> | void): void {
  const [, started, ...args] = process.argv;
  if (!started || realpathSync(started) !== realpathSync(fileURLToPath(moduleUrl))) return;
  Promise.resolve()
    .then(() => work(args))
    .catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    });
}
