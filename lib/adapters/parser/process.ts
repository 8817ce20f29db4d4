import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism, setPriority } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { LIMITS } from "./limits";
import type { Parsed, ParserPort, Parsing } from "./port";

/** Below everything else that this machine does: a page or a message never waits for a document. */
const NICE = 15;

export type ParserProcesses = { seconds?: number; heapMegabytes?: number; atOnce?: number };

/**
 * Reads each document in a process of its own, which is killed when it takes too much or is no longer wanted: what is in a file can end that
 * process, and nothing else. One core is left to everybody else.
 */
export function createParserProcess(options: ParserProcesses = {}): ParserPort {
  const { seconds = LIMITS.seconds, heapMegabytes = LIMITS.heapMegabytes } = options;
  const turn = turns(options.atOnce ?? Math.max(1, availableParallelism() - 1));
  return {
    async parse(body, parsing) {
      const leave = await turn();
      try {
        parsing.signal?.throwIfAborted();
        return await parseIn(start(parsing.kind, heapMegabytes), body, parsing, seconds);
      } finally {
        leave();
      }
    },
  };
}

function start(kind: string, heapMegabytes: number): ChildProcess {
  const script = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/adapters/parser/child.ts");
  const flags = [`--max-old-space-size=${heapMegabytes}`, "--import", "tsx", script, kind];
  const child = spawn(process.execPath, flags, {
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  if (child.pid) lower(child.pid);
  return child;
}

function lower(pid: number): void {
  try {
    setPriority(pid, NICE);
  } catch {
    // It has ended already, or the system does not let us: it is only politeness.
  }
}

async function parseIn(
  child: ChildProcess,
  body: ReadableStream<Uint8Array>,
  { signal, onProgress }: Parsing,
  seconds: number,
): Promise<Parsed> {
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error("A parser without its pipes.");
  let isLate = false;
  const kill = () => void child.kill("SIGKILL");
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, seconds * 1_000);
  signal?.addEventListener("abort", kill);
  const ended = once(child, "close");
  let parsed: Parsed | null = null;
  try {
    // A child that dies early breaks the pipe: what it died of is told by how it ended.
    const sent = pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), stdin).catch(
      (error: unknown) => {
        if (child.exitCode === null && child.signalCode === null && !isBrokenPipe(error)) kill();
      },
    );
    for await (const line of createInterface({ input: stdout })) {
      const said: { percent?: number; parsed?: Parsed } = JSON.parse(line); // written by child.ts alone
      if (said.percent !== undefined) onProgress?.(said.percent);
      if (said.parsed) parsed = said.parsed;
    }
    await Promise.all([sent, ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", kill);
    kill();
  }
  signal?.throwIfAborted();
  if (parsed) return parsed;
  if (isLate) return { ok: false, fault: "too_slow" };
  // Killed by the system or by its own heap: in both cases the file was more than it may be.
  return { ok: false, fault: "too_large" };
}

function isBrokenPipe(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "EPIPE" || error.code === "ERR_STREAM_PREMATURE_CLOSE")
  );
}

/** So many at once; the others wait for their turn. */
function turns(most: number): () => Promise<() => void> {
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
