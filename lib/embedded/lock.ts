import { execFileSync } from "node:child_process";
import { linkSync, readFileSync, renameSync, rmSync } from "node:fs";
import { z } from "zod";
import { writeJson } from "./home";

const Holder = z.object({
  pid: z.number().int(),
  /** When the process began, as the system tells it: a pid that was given to somebody else has another one. */
  bornAt: z.string(),
  url: z.string().nullable(),
});

export type Holder = z.infer<typeof Holder>;
export type Lock = { describe(url: string): void; release(): void };

/**
 * Takes a lock by pid file. Returns the lock, or who holds it. A holder that was killed, or whose pid now belongs to
 * another process, counts for nothing.
 */
export function takeLock(file: string): { lock: Lock } | { holder: Holder } {
  const mine: Holder = { pid: process.pid, bornAt: bornAt(process.pid), url: null };
  const candidate = `${file}.${process.pid}`;
  for (let attempt = 0; attempt < 20; attempt++) {
    writeJson(candidate, mine);
    try {
      linkSync(candidate, file); // atomic: fails when the file is there
      return { lock: lockOf(file, mine) };
    } catch {
      const holder = readHolder(file);
      if (holder && isAlive(holder)) return { holder };
      if (holder) discard(file, holder);
    } finally {
      rmSync(candidate, { force: true });
    }
  }
  throw new Error(`${file} cannot be taken. Delete it when no Parley is running.`);
}

/** Who holds the lock now, or null. */
export function lockHolder(file: string): Holder | null {
  const holder = readHolder(file);
  return holder && isAlive(holder) ? holder : null;
}

function lockOf(file: string, mine: Holder): Lock {
  return {
    describe: (url) => writeJson(file, { ...mine, url }),
    release: () => {
      if (readHolder(file)?.pid === mine.pid) rmSync(file, { force: true });
    },
  };
}

/** Moves the dead holder's file away. If another start was faster and the file is already its own, it is put back. */
function discard(file: string, dead: Holder): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return; // somebody else discarded it
  }
  const moved = readHolder(aside);
  if (moved && (moved.pid !== dead.pid || moved.bornAt !== dead.bornAt)) linkSync(aside, file);
  rmSync(aside, { force: true });
}

function readHolder(file: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    const isOthers = error instanceof Error && "code" in error && error.code === "EPERM";
    if (!isOthers) return false;
  }
  return bornAt(holder.pid) === holder.bornAt;
}

/** A text that differs between two processes that had the same pid. Empty where the system does not tell. */
function bornAt(pid: number): string {
  try {
    if (process.platform === "linux") return linuxBirth(pid);
    if (process.platform === "win32") return "";
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "gone";
  }
}

/** Field 22 of /proc/PID/stat (ticks since boot) with the boot's id; the command name before it may hold spaces and brackets. */
function linuxBirth(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, ticks] = [fields[0], fields[19]];
  if (state === "Z") return "gone"; // killed, and nobody has asked for its exit code yet
  return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${ticks}`;
}
