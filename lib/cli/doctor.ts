import path from "node:path";
import { type Env, isLocalProfile, parseEnv } from "@/lib/adapters/env";
import { type Holder, lockHolder } from "@/lib/embedded/lock";
import { loadEnvFiles, ROOT } from "@/lib/embedded/settings";
import { runAsCommand } from "./command";
import { askRunning, type Finding, pingConfigured, whatIsConfigured, whatIsNotRead } from "./doctor/findings";
import { productionChecklist } from "./doctor/production";

const SIGNS = { ok: "ok     ", note: "note   ", missing: "missing" } as const;

type Options = {
  isProduction: boolean;
  holder: Holder | null;
  /** Of every variable that is set. */
  names: string[];
};

/** `npm run doctor`: what is configured, reachable, and missing. With `--production` the readiness checklist too. */
export async function examine(env: Env, { isProduction, holder, names }: Options): Promise<Finding[]> {
  return [
    ...whatIsConfigured(env),
    ...whatIsNotRead(names),
    ...(await pingConfigured(env)),
    ...(holder?.url ? [await askRunning(holder.url)] : []),
    ...(isProduction ? await productionChecklist(env) : []),
  ];
}

function title(env: Env, home: string, holder: Holder | null): string {
  const place = isLocalProfile(env) ? "on this machine" : `at ${env.APP_URL ?? "Vercel"}`;
  return `Parley, ${place}, ${holder ? "running" : "not running"}. Data in ${home}`;
}

runAsCommand(import.meta.url, async (args) => {
  loadEnvFiles();
  const env = parseEnv(process.env);
  const home = path.resolve(ROOT, env.PARLEY_HOME ?? ".parley");
  const holder = lockHolder(path.join(home, "parley.lock"));
  console.log(`${title(env, home, holder)}\n`);
  const names = Object.keys(process.env).filter((name) => process.env[name]);
  const findings = await examine(env, { isProduction: args.includes("--production"), holder, names });
  for (const { sign, name, sentence } of findings)
    console.log(`  ${SIGNS[sign]}  ${name.padEnd(18)} ${sentence}`);
  const gaps = findings.filter(({ sign }) => sign === "missing").length;
  console.log(gaps === 0 ? "\nNothing is missing." : `\n${gaps} missing.`);
  process.exit(gaps > 0 ? 1 : 0); // a pool of connections would keep us
});
