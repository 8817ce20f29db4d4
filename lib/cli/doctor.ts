import path from "node:path";
import { type Env, isLocalProfile, parseEnv } from "@/lib/adapters/env";
import { lockHolder } from "@/lib/embedded/lock";
import { loadEnvFiles, ROOT } from "@/lib/embedded/settings";
import { runAsCommand } from "./command";
import { type Finding, pingConfigured, productionChecklist, whatIsConfigured } from "./doctor/findings";

const SIGNS = { ok: "ok     ", note: "note   ", missing: "missing" } as const;

/** `npm run doctor`: what is configured, reachable, and missing. With `--production` the readiness checklist; then a gap fails. */
export async function examine(env: Env, options: { isProduction: boolean }): Promise<Finding[]> {
  const findings = [...whatIsConfigured(env), ...(await pingConfigured(env))];
  return options.isProduction ? [...findings, ...(await productionChecklist(env))] : findings;
}

function title(env: Env): string {
  const home = path.resolve(ROOT, env.PARLEY_HOME ?? ".parley");
  const holder = lockHolder(path.join(home, "parley.lock"));
  const running = holder ? `running at ${holder.url ?? "an address it has not said yet"}` : "not running";
  return `Parley, ${isLocalProfile(env) ? "on this machine" : `at ${env.APP_URL ?? "Vercel"}`}, ${running}. Data in ${home}`;
}

runAsCommand(import.meta.url, async (args) => {
  loadEnvFiles();
  const env = parseEnv(process.env);
  console.log(`${title(env)}\n`);
  const findings = await examine(env, { isProduction: args.includes("--production") });
  for (const { sign, name, sentence } of findings) console.log(`  ${SIGNS[sign]}  ${name.padEnd(14)} ${sentence}`);
  const missing = findings.filter(({ sign }) => sign === "missing").length;
  console.log(missing === 0 ? "\nNothing is missing." : `\n${missing} missing.`);
  if (missing > 0) process.exitCode = 1;
  process.exit(); // a pool of connections would keep us
});
