import { type IdentityCtx, identity } from "@/lib/ctx";
import type { User } from "@/prisma/generated/client";
import { insertUser } from "../commands";
import { recordAccountEvent } from "../log/commands";
import { Email, PersonName } from "../schema";
import { type OpenedSession, openSession } from "../sessions/commands";
import { proveAddress, tellOfDrop } from "../verification/commands";

/** An account with an outside provider. The provider's own tokens are not kept: nothing here needs them. */
export type ProviderAccount = { userId: string; provider: string; providerAccountId: string; type: string };

/** Before a provider signs somebody in whose address it has verified: what was set unverified is dropped. */
export async function welcomeFromProvider(ctx: IdentityCtx, address: string): Promise<void> {
  const email = Email.parse(address);
  const dropped = await identity(ctx, async (tx) => {
    const user = await tx.db.user.findUnique({ where: { email }, select: { id: true } });
    return user ? proveAddress(tx, user.id) : null;
  });
  if (dropped) tellOfDrop(ctx, dropped);
}

/** Creates an account for somebody whom a provider has verified. A name that cannot be used gives way to the address's. */
export function createFromProvider(
  ctx: IdentityCtx,
  profile: { name: string | null; email: string },
): Promise<User> {
  const email = Email.parse(profile.email);
  const name = PersonName.safeParse(profile.name);
  return identity(ctx, async (tx) => {
    const user = await insertUser(tx, {
      name: name.success ? name.data : (email.split("@")[0] ?? email),
      email,
      passwordHash: null,
      emailVerified: tx.clock.now(),
    });
    await recordAccountEvent(tx, user.id, "registered", { by: "provider" });
    return user;
  });
}

/** Remembers which outside account belongs to whom. */
export async function linkProvider(ctx: IdentityCtx, account: ProviderAccount): Promise<void> {
  const { userId, provider, providerAccountId, type } = account;
  await identity(ctx, async (tx) => {
    await tx.db.account.create({ data: { userId, provider, providerAccountId, type } });
    await recordAccountEvent(tx, userId, "provider_linked", { provider });
  });
}

/** A session of our own for whom a provider has signed in; remembered. */
export function openProviderSession(ctx: IdentityCtx, userId: string): Promise<OpenedSession> {
  return identity(ctx, (tx) => openSession(tx, { userId, remember: true, by: "provider" }));
}
