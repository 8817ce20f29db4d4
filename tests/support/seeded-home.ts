import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { newHome, type Product, startProduct, until } from "./product";

const MAKING_MS = 240_000;
const QUIET_LOOKS = 4;
const BETWEEN_LOOKS_MS = 250;

/**
 * A new folder as a first start leaves it, with the demo told and every job of it done, so that a product is there in seconds and busy with
 * nothing else. Whoever asks first makes it, in the folder that `npm test` names for the whole run (PARLEY_TEST_SEEDED) or in one of this
 * process. What is about the first start itself, or about a database of its own, takes `newHome`.
 */
export async function seededHome(env: Record<string, string> = {}): Promise<string> {
  const folder = process.env.PARLEY_TEST_SEEDED ?? folderOfThisProcess();
  const seeded = path.join(folder, "home");
  if (isFirst(folder)) await make(seeded, env);
  else await until("the demo is told", () => existsSync(seeded), MAKING_MS);
  const home = newHome();
  copyWithOwners(seeded, home);
  return home;
}

/** Whoever this process starts later finds it there, too. */
function folderOfThisProcess(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "parley-seeded-"));
  process.env.PARLEY_TEST_SEEDED = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Of those who ask at once, one makes it. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(path.join(folder, "making"));
    return true;
  } catch {
    return false;
  }
}

async function make(seeded: string, env: Record<string, string>): Promise<void> {
  const product = await startProduct({ env });
  await comesToRest(product);
  await product.stop();
  renameSync(product.home, seeded);
}

/** Nothing is to be done now: what sleeps until tomorrow may sleep. */
async function comesToRest(product: Product): Promise<void> {
  let quiet = 0;
  await until(
    "the jobs of the demo are done",
    async () => {
      const [busy] = await product.sql<{ count: number }>(
        `select (select count(*) from jobs.item where kind = 'call')::int + (select count(*) from "Outbox" where "deadAt" is null)::int as count`,
      );
      quiet = busy?.count === 0 ? quiet + 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
      return quiet >= QUIET_LOOKS;
    },
    MAKING_MS,
  );
}

/** The database's files belong to the user who runs it, which Node's own copying forgets. */
function copyWithOwners(from: string, to: string): void {
  if (process.platform === "win32") cpSync(from, to, { recursive: true });
  else execFileSync("cp", ["-a", `${from}/.`, to]);
}
