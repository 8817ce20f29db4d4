import { randomBytes } from "node:crypto";
import { type Env, isLocalProfile, parseEnv } from "@/lib/adapters/env";
import { choosePorts } from "@/lib/adapters/index";
import { newId } from "@/lib/core/ids";
import { type IdentityCtx, identity } from "@/lib/ctx";
import { loadEnvFiles } from "@/lib/embedded/settings";
import { DEMO_PASSWORD, seedDemo } from "@/prisma/seed";
import { runAsCommand } from "./command";
import { patient } from "./patient";

/**
 * Tells the demo's stories in the database of this environment. Returns false, and changes nothing, when somebody has an account
 * already.
 */
export async function seed(env: Env, password: string): Promise<boolean> {
  const chosen = await choosePorts(env);
  const ports = { ...chosen, database: patient(chosen.database) };
  try {
    const ctx: IdentityCtx = {
      ...ports,
      userId: null,
      requestId: newId(),
      client: { ip: null, network: "seed", userAgent: null },
      later: () => undefined,
    };
    const people = await identity(ctx, (tx) => tx.db.user.count());
    if (people > 0) return false;
    await seedDemo(ports, { password });
    return true;
  } finally {
    await ports.database.close();
  }
}

runAsCommand(import.meta.url, async () => {
  loadEnvFiles();
  const env = parseEnv(process.env);
  const password = isLocalProfile(env) ? DEMO_PASSWORD : randomBytes(12).toString("base64url");
  const told = await seed(env, password);
  console.log(
    told
      ? `The demo workspaces acme and globex are there. Sign in as ana@example.com with ${password}`
      : "There are accounts in this database already. Nothing was changed.",
  );
});
