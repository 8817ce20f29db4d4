import { PrismaAdapter } from "@auth/prisma-adapter";
import type { Adapter } from "next-auth/adapters";
import type { Tx } from "@/lib/adapters/db/port";
import { hashToken } from "@/lib/core/tokens";
import { type IdentityCtx, identity } from "@/lib/ctx";

/** The adapter asks for a whole client, and uses of it what a transaction has too. */
type AdapterClient = Parameters<typeof PrismaAdapter>[0];

/** What a sign-in through a provider changes. The commands of lib/users, which the route hands over. */
export type ProviderCommands = {
  welcomeFromProvider(ctx: IdentityCtx, address: string): Promise<void>;
  createFromProvider(
    ctx: IdentityCtx,
    profile: { name: string | null; email: string },
  ): Promise<{ id: string; name: string; email: string; emailVerified: Date | null }>;
  linkProvider(
    ctx: IdentityCtx,
    account: { userId: string; provider: string; providerAccountId: string; type: string },
  ): Promise<void>;
  openProviderSession(
    ctx: IdentityCtx,
    userId: string,
  ): Promise<{ token: string; userId: string; expires: Date }>;
};

/**
 * The Prisma adapter of Auth.js, each call in a transaction as `app_identity`. Accounts and sessions are made by our own commands: the
 * session's token is ours, only its hash is stored, and no session is ever prolonged.
 */
export function authAdapter(ctx: IdentityCtx, commands: ProviderCommands): Adapter {
  const asked = <T>(ask: (adapter: Required<Adapter>, db: Tx) => T | PromiseLike<T>): Promise<T> =>
    identity(ctx, async (tx) => ask(PrismaAdapter(tx.db as AdapterClient) as Required<Adapter>, tx.db));
  return {
    getUser: (id) => asked((adapter) => adapter.getUser(id)),
    getUserByEmail: (email) => asked((adapter) => adapter.getUserByEmail(email.trim().toLowerCase())),
    getUserByAccount: (account) => asked((adapter) => adapter.getUserByAccount(account)),
    createUser: ({ name, email }) => commands.createFromProvider(ctx, { name: name ?? null, email }),
    updateUser: async ({ id }) => {
      const user = await asked((adapter) => adapter.getUser(id));
      if (!user) throw new Error("There is no such user.");
      return user;
    },
    linkAccount: (account) => commands.linkProvider(ctx, account),
    createSession: async ({ userId }) => {
      const { token, expires } = await commands.openProviderSession(ctx, userId);
      return { sessionToken: token, userId, expires };
    },
    getSessionAndUser: async (token) => {
      const hash = await hashToken(token);
      const found = await asked((adapter) => adapter.getSessionAndUser(hash));
      return found ? { ...found, session: { ...found.session, sessionToken: token } } : null;
    },
    updateSession: async () => null,
    deleteSession: async (token) => {
      const hash = await hashToken(token);
      await asked((_, db) => db.session.deleteMany({ where: { sessionToken: hash } }));
    },
  };
}
