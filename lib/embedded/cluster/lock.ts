import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a server's lock file (postmaster.pid) says. The port is null while it is still starting. */
export type Lock = { pid: number; port: number | null };

export function readLock(dataDir: string): Lock | null {
  const path = join(dataDir, "postmaster.pid");
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 ? { pid, port: port > 0 ? port : null } : null;
}

/** Whether the process lives and is a PostgreSQL server: after a reboot its number may be anybody's. */
export function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return nameOf(pid).toLowerCase().includes("postgres");
  } catch {
    return true; // alive and unnameable: better to wait for it than to take its data
  }
}

/** Whether a process with this number exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function nameOf(pid: number): string {
  const ask = (program: string, args: string[]) =>
    execFileSync(program, args, { encoding: "utf8", stdio: "pipe" });
  if (process.platform === "linux") return nameOnLinux(pid);
  if (process.platform === "win32") return ask("tasklist", ["/FI", `PID eq ${pid}`, "/NH", "/FO", "CSV"]);
  return ask("ps", ["-o", "comm=", "-p", String(pid)]);
}

/** A killed server whose parent does not collect it stays as a zombie (state Z): dead, though signals still reach it. */
function nameOnLinux(pid: number): string {
  const [, name = "", state] = /^\d+ \((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
  return state === "Z" ? "" : name;
}
