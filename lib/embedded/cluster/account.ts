import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** The user a process runs as; null is ourselves. */
export type Account = { uid: number; gid: number } | null;

/** PostgreSQL refuses to run as root, so root lends it one of the users that every system has. */
const UNPRIVILEGED = process.platform === "darwin" ? ["daemon", "nobody"] : ["nobody", "daemon"];

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** An unprivileged user of this system. Throws a sentence when there is none. */
export function unprivilegedAccount(): NonNullable<Account> {
  for (const name of UNPRIVILEGED) {
    const account = lookUp(name);
    if (account && account.uid > 0) return account;
  }
  throw new Error(
    "PostgreSQL does not run as root and this system has no user `nobody` or `daemon` to run it as. Start Parley as an ordinary user.",
  );
}

/** The user who owns a path. */
export function ownerOf(path: string): NonNullable<Account> {
  const { uid, gid } = statSync(path);
  return { uid, gid };
}

/** Whether the account can walk down to `path`: a home of mode 700 cannot be crossed by others. Access lists are not looked at. */
export function canReach(path: string, account: NonNullable<Account>): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const { uid, gid, mode } = statSync(folder);
    const search = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & search) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function lookUp(name: string): Account {
  try {
    const read = (flag: string) =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
    return { uid: read("-u"), gid: read("-g") };
  } catch {
    return null;
  }
}
