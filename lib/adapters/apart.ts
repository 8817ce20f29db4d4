import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setPriority } from "node:os";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export type Apart = {
  /** A TypeScript file, by its absolute path, and what it is called with. */
  script: string;
  args: string[];
  heapMegabytes: number;
  seconds: number;
  /** How far below everything else that this machine does, 1 to 19. */
  nice: number;
  signal?: AbortSignal | undefined;
};

/**
 * Gives bytes that nobody trusts to a process of its own by stdin, and hears the lines that it writes. What is in them can end that process,
 * and nothing else: it has no environment and is killed when it takes too long or is no longer wanted. Says whether it was late; throws the
 * signal's reason.
 */
export async function runApart(
  { seconds, signal, ...how }: Apart,
  body: ReadableStream<Uint8Array>,
  onLine: (line: string) => void,
): Promise<{ isLate: boolean }> {
  const child = start(how);
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error("A process without its pipes.");
  let isLate = false;
  const kill = () => void child.kill("SIGKILL");
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, seconds * 1_000);
  signal?.addEventListener("abort", kill);
  const ended = once(child, "close");
  try {
    // A child that dies early breaks the pipe: what it died of is told by how it ended.
    const sent = pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), stdin).catch(
      (error: unknown) => {
        if (child.exitCode === null && child.signalCode === null && !isBrokenPipe(error)) kill();
      },
    );
    for await (const line of createInterface({ input: stdout })) onLine(line);
    await Promise.all([sent, ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", kill);
    kill();
  }
  signal?.throwIfAborted();
  return { isLate };
}

function start({ script, args, heapMegabytes, nice }: Omit<Apart, "seconds" | "signal">): ChildProcess {
  const flags = [`--max-old-space-size=${heapMegabytes}`, "--import", "tsx", script, ...args];
  const child = spawn(process.execPath, flags, {
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  if (child.pid) lower(child.pid, nice);
  return child;
}

function lower(pid: number, nice: number): void {
  try {
    setPriority(pid, nice);
  } catch {
    // It has ended already, or the system does not let us: it is only politeness.
  }
}

function isBrokenPipe(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "EPIPE" || error.code === "ERR_STREAM_PREMATURE_CLOSE")
  );
}

/** So many at once; the others wait for their turn. */
export function turns(most: number): () => Promise<() => void> {
  let busy = 0;
  const waiting: (() => void)[] = [];
  return async () => {
    if (busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy++;
    return () => {
      const next = waiting.shift();
      if (next) next();
      else busy--;
    };
  };
}
