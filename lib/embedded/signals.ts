import type { Running } from "./running";
import { say } from "./terminal";

/** One Ctrl-C arrives several times (from the terminal, and passed on by npm): only a later one means "now". */
const IMPATIENT_MS = 2_000;
const PARENT_POLL_MS = 1_000;

/** Stops everything on Ctrl-C, SIGTERM, a closed terminal, or the end of the npm that started us. Returns what ends with a code. */
export function endOn(running: Running): (code: number) => void {
  let askedAt = 0;
  const end = (code: number) => void running.stop().then(() => process.exit(code));
  const ask = () => {
    if (askedAt === 0) say("Stopping");
    else if (Date.now() - askedAt > IMPATIENT_MS) process.exit(1); // the processes notice that we are gone and end themselves
    askedAt ||= Date.now();
    end(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
  if (process.env.npm_lifecycle_event) watchParent(ask);
  return end;
}

/** Some shells die of a signal without passing it on; whoever stopped npm meant us. */
function watchParent(onGone: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, PARENT_POLL_MS);
  timer.unref();
}
