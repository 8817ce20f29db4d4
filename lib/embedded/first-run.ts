import { spawn } from "node:child_process";
import path from "node:path";
import { z } from "zod";
import { readJson, writeJson } from "./home";
import { openLogFile } from "./log-file";
import { ROOT, type Settings } from "./settings";
import { say } from "./terminal";

const State = z.object({ demo: z.enum(["telling", "told"]) });

/** Whether a first run was cut off while it told the demo: the database then holds half a story, and nothing of anybody's. */
export function isHalfTold(home: string): boolean {
  return readState(home)?.demo === "telling";
}

/**
 * On the first run of the local profile with a database of our own, tells the demo's stories, through the real commands. It does so before
 * anybody is served, so that a half-told one may be thrown away.
 */
export async function tellDemoOnFirstRun(settings: Settings, env: Record<string, string>): Promise<void> {
  const isOurs = settings.isLocal && settings.env.DATABASE_URL === undefined;
  if (!isOurs || readState(settings.home)?.demo === "told") return;
  say("Setting up the demo");
  writeState(settings.home, "telling");
  await runCommand("lib/cli/seed.ts", settings, env);
  writeState(settings.home, "told");
}

function readState(home: string): z.infer<typeof State> | null {
  const kept = readJson(stateFile(home));
  return kept === null ? null : State.parse(kept);
}

function writeState(home: string, demo: "telling" | "told"): void {
  writeJson(stateFile(home), { demo });
}

function stateFile(home: string): string {
  return path.join(home, "first-run.json");
}

/** Beyond this machine nobody has a known password: says how the first person gets in, or null when somebody is in. */
export async function welcomeFirstOwner(
  settings: Settings,
  env: Record<string, string>,
): Promise<string | null> {
  if (settings.isLocal) return null;
  const said = await runCommand("lib/cli/first-owner.ts", settings, env);
  return said.split("\n").find((line) => /^(?:For|Nobody) /.test(line)) ?? null;
}

/** In a process of its own: it needs the application's environment, and the launcher has another. Returns what it printed. */
function runCommand(script: string, settings: Settings, env: Record<string, string>): Promise<string> {
  const output = openLogFile(path.join(settings.home, "log/first-run.log"));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", script], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output.write(chunk);
      errors = (errors + chunk.toString()).slice(-2_000);
    });
    const stopWithUs = () => child.kill();
    process.once("exit", stopWithUs);
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("exit", stopWithUs);
      output.close();
      if (code === 0) resolve(said);
      else reject(new Error(`The first run could not be finished:\n\n${errors.trim()}`));
    });
  });
}
