import { type Env, parseEnv } from "@/lib/adapters/env";
import { choosePorts } from "@/lib/adapters/index";
import { newId } from "@/lib/core/ids";
import { type IdentityCtx, type IdentityTx, identity } from "@/lib/ctx";
import { loadEnvFiles } from "@/lib/embedded/settings";
import { insertUser } from "@/lib/users/commands";
import { issueLink } from "@/lib/users/links/commands";
import { runAsCommand } from "./command";

/**
 * How the first person gets in, on an installation without the demo: a link that works once, with which the first of PARLEY_OPERATORS
 * chooses a password. null when somebody is in already.
 */
export async function inviteFirstOwner(env: Env): Promise<string | null> {
  const ports = await choosePorts(env);
  const ctx: IdentityCtx = {
    ...ports,
    userId: null,
    requestId: newId(),
    client: { ip: null, network: "launcher", userAgent: null },
    later: () => undefined,
  };
  try {
    return await identity(ctx, (tx) => offer(tx, env.PARLEY_OPERATORS[0]));
  } finally {
    await ports.database.close();
  }
}

async function offer(tx: IdentityTx, email: string | undefined): Promise<string | null> {
  const [first, second] = await tx.db.user.findMany({
    take: 2,
    select: { id: true, email: true, passwordHash: true },
  });
  const isWaiting = first !== undefined && !second && first.email === email && first.passwordHash === null;
  if (first && !isWaiting) return null;
  if (!email) return `Nobody has an account yet. The first one is made at ${tx.site.url}/sign-up`;
  const owner =
    first ??
    (await insertUser(tx, { name: nameOf(email), email, passwordHash: null, emailVerified: tx.clock.now() }));
  const token = await issueLink(tx, owner.id, "reset");
  return `For ${email}, once, within 6 hours: ${tx.site.url}/reset/${token}`;
}

function nameOf(email: string): string {
  return email.split("@")[0] ?? email;
}

runAsCommand(import.meta.url, async () => {
  loadEnvFiles();
  const sentence = await inviteFirstOwner(parseEnv(process.env));
  if (sentence) console.log(sentence);
});
