import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { LogFile } from "./log-file";
import { DRAIN_MS, type FromChild, type ToChild } from "./protocol";
import { ROOT } from "./settings";

type ChildOptions = {
  name: string;
  script: string;
  env: Record<string, string | undefined>;
  host: string;
  port: number;
  /** Whether a taken port may move, the first time. After a restart it stays where everybody knows it. */
  mayMove: boolean;
  output: LogFile;
  /** Whether its lines also appear here: in a container the log is what the container prints. */
  echo: boolean;
  /** Called whenever a process was started: its id is a new one. */
  onStart(): void;
  /** Called when it ended by itself and is about to be started again. */
  onRestart(reason: string, waitMs: number): void;
  /** Called with the sentence of a process that refuses to start. */
  onRefused(sentence: string): void;
};

/** Room for what requests leave behind: with the 16 MB of a usual process a seventh of a busy server's time went into collecting it. */
const NODE_FLAGS = ["--max-semi-space-size=64"];
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;
/** A process that lived this long was healthy: its next death waits short again. */
const HEALTHY_MS = 30_000;

/** One process of ours that is kept alive: bound at once, given its environment when that is known, restarted with backoff. */
export class Child {
  /** The port it listens on, once `listening` has resolved. */
  port: number;
  readonly listening: Promise<number>;
  private process: ChildProcess | null = null;
  private bootEnv: Record<string, string> | null = null;
  private isListening = false;
  private stopping = false;
  private waitMs = FIRST_WAIT_MS;
  private startedAt = 0;
  private timer: NodeJS.Timeout | null = null;
  private settleListening: (port: number) => void = () => {};
  private settleReady: () => void = () => {};

  constructor(private readonly options: ChildOptions) {
    this.port = options.port;
    this.listening = new Promise((resolve) => {
      this.settleListening = resolve;
    });
    this.start(options.mayMove);
  }

  get pid(): number | null {
    return this.process?.pid ?? null;
  }

  /** Hands over the environment. Resolves when it serves. */
  async boot(env: Record<string, string>): Promise<void> {
    const ready = new Promise<void>((resolve) => {
      this.settleReady = resolve;
    });
    this.bootEnv = env;
    if (this.isListening) this.tell({ kind: "boot", env });
    await ready;
  }

  /** Lets it finish what runs, then makes sure that it is gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    const running = this.process;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, "exit");
    this.tell({ kind: "drain" });
    const force = setTimeout(() => running.kill("SIGKILL"), DRAIN_MS + 2_000);
    await gone;
    clearTimeout(force);
  }

  private start(mayMove: boolean): void {
    this.startedAt = Date.now();
    this.isListening = false;
    const running = spawn(process.execPath, [...NODE_FLAGS, "--import", "tsx", this.options.script], {
      cwd: ROOT,
      env: { ...process.env, ...this.options.env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.process = running;
    for (const stream of [running.stdout, running.stderr])
      stream?.on("data", (chunk: Buffer) => this.keep(chunk));
    running.on("message", (message) => this.hear(message as FromChild)); // both ends are ours
    running.on("error", () => {}); // 'exit' follows
    running.once("exit", (code, signal) => this.ended(signal ?? `code ${code}`));
    this.options.onStart();
    this.tell({ kind: "listen", host: this.options.host, port: this.port, mayMove });
  }

  private keep(chunk: Buffer): void {
    this.options.output.write(chunk);
    if (this.options.echo) process.stdout.write(chunk);
  }

  private hear(message: FromChild): void {
    if (message.kind === "refused") {
      this.stopping = true;
      this.options.onRefused(message.sentence);
    }
    if (message.kind === "ready") this.settleReady();
    if (message.kind !== "listening") return;
    this.port = message.port;
    this.isListening = true;
    this.settleListening(message.port);
    if (this.bootEnv) this.tell({ kind: "boot", env: this.bootEnv });
  }

  private ended(reason: string): void {
    if (this.stopping) return;
    if (Date.now() - this.startedAt > HEALTHY_MS) this.waitMs = FIRST_WAIT_MS;
    this.options.onRestart(reason, this.waitMs);
    this.timer = setTimeout(() => this.start(false), this.waitMs);
    this.waitMs = Math.min(this.waitMs * 2, LONGEST_WAIT_MS);
  }

  private tell(message: ToChild): void {
    if (this.process?.connected) this.process.send(message, () => {}); // a process that is gone reports by its exit
  }
}
