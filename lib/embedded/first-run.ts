import { parseEnv } from "@/lib/adapters/env";
import { DEMO_PASSWORD, seed } from "@/lib/cli/seed";
import type { Settings } from "./settings";
import { say } from "./terminal";

/** In the local profile, with a database of our own, the first start tells the demo's stories. Anywhere else seeding is asked for. */
export async function seedOnFirstRun(settings: Settings, env: Record<string, string>): Promise<void> {
  if (!settings.isLocal || settings.env.DATABASE_URL) return;
  const told = await seed(parseEnv({ ...process.env, ...env }), DEMO_PASSWORD);
  if (told) say("The demo workspaces are told");
}
