import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { startProduct } from "./product";
import { seededHome } from "./seeded-home";

/**
 * One product for all end-to-end tests; each makes the people and workspaces it needs, or uses the demo's. It runs without a way out of this
 * machine, and at the end it must not have looked for one.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "parley-outbound-"));
  const outbound = path.join(folder, "connections.log");
  const guard = pathToFileURL(path.join(import.meta.dirname, "loopback-only.mjs"));
  const env = { NODE_OPTIONS: `--import ${guard.href}`, PARLEY_TEST_OUTBOUND: outbound };
  const product = await startProduct({ env, home: await seededHome(env) });
  const guarded = readFileSync(`${outbound}.guarded`, "utf8").split("\n");
  for (const name of ["web", "worker"] as const)
    if (!guarded.includes(String(product.pid(name))))
      throw new Error(`The ${name} has a way out of this machine.`);
  // Ana signs in more often within these minutes than a person would: limits are rows, and an operator may raise them.
  await product.sql(`update "RateLimit" set most = most * 1000`);
  process.env.PARLEY_URL = product.url;
  process.env.PARLEY_E2E_HOME = product.home;
  return async () => {
    await product.discard();
    const tried = existsSync(outbound) ? readFileSync(outbound, "utf8") : "";
    rmSync(folder, { recursive: true });
    if (tried) throw new Error(`Something was to leave this machine:\n${tried}`);
  };
}
