import { MINUTE } from "@/lib/core/clock";
import { cursorId, pageById } from "@/lib/core/cursor";
import { hashToken } from "@/lib/core/tokens";
import type { IdentityTx } from "@/lib/ctx";
import type { User } from "@/prisma/generated/client";
import type { MeDto, MyWorkspaceDto, UserDto } from "./schema";
import { readAccessToken } from "./tokens/policy";

/** Whom a request's credential belongs to. */
export type SignedIn = {
  userId: string;
  /** Of the session, the key, or the family of refresh tokens: what the limit of requests counts by. */
  credentialId: string;
  /** null where no cookie is behind it. */
  sessionId: string | null;
  /** Of an API key; null: everything that the person may do. */
  scopes: string[] | null;
  /** Of an API key: the one workspace it works in. */
  workspaceId: string | null;
  name: string;
  email: string;
};

/** How API keys begin, so that people and secret scanners recognize them. */
export const API_KEY_PREFIX = "parley_";

/** How stale "last used" may be: not every request is worth a write. */
const TOUCH_MS = 5 * MINUTE;

/**
 * Who presents this credential, in one statement, or null. That statement also says so to the policies (app.user_id), which saves the
 * gate a round trip.
 */
export function findCredential(
  tx: IdentityTx,
  { bearer, cookie }: { bearer: string | null; cookie: string | null },
): Promise<SignedIn | null> {
  if (bearer?.startsWith(API_KEY_PREFIX)) return findByApiKey(tx, bearer);
  if (bearer) return findByAccessToken(tx, bearer);
  return cookie ? findBySession(tx, cookie) : Promise.resolve(null);
}

type Person = { userId: string; credentialId: string; name: string; email: string };

async function findBySession(tx: IdentityTx, token: string): Promise<SignedIn | null> {
  const hash = await hashToken(token);
  const now = tx.clock.now();
  const rows = await tx.db.$queryRaw<Person[]>`
    with touched as (
      update "Session" set "lastUsedAt" = ${now}::timestamptz
      where "sessionToken" = ${hash} and expires > ${now}::timestamptz
        and "lastUsedAt" < ${new Date(now.getTime() - TOUCH_MS)}::timestamptz
    )
    select u.id as "userId", s.id as "credentialId", u.name, u.email, set_config('app.user_id', u.id::text, true)
    from "Session" s join "User" u on u.id = s."userId"
    where s."sessionToken" = ${hash} and s.expires > ${now}::timestamptz`;
  const row = rows[0];
  return row ? { ...personOf(row), sessionId: row.credentialId, scopes: null, workspaceId: null } : null;
}

/** An access token is believed for what it says, but only while its family has not been revoked. */
async function findByAccessToken(tx: IdentityTx, token: string): Promise<SignedIn | null> {
  const claims = await readAccessToken(tx, token);
  if (!claims) return null;
  const rows = await tx.db.$queryRaw<Person[]>`
    select u.id as "userId", ${claims.familyId} as "credentialId", u.name, u.email, set_config('app.user_id', u.id::text, true)
    from "User" u
    where u.id = ${claims.userId}::uuid and exists (
      select from "RefreshToken" r
      where r."familyId" = ${claims.familyId}::uuid and r."userId" = u.id and r."revokedAt" is null
    )`;
  const row = rows[0];
  return row ? { ...personOf(row), sessionId: null, scopes: null, workspaceId: null } : null;
}

async function findByApiKey(tx: IdentityTx, token: string): Promise<SignedIn | null> {
  const hash = await hashToken(token);
  const now = tx.clock.now();
  const rows = await tx.db.$queryRaw<(Person & { scopes: string[]; workspaceId: string })[]>`
    with touched as (
      update "ApiKey" set "lastUsedAt" = ${now}::timestamptz
      where "tokenHash" = ${hash} and "revokedAt" is null
        and ("lastUsedAt" is null or "lastUsedAt" < ${new Date(now.getTime() - TOUCH_MS)}::timestamptz)
    )
    select u.id as "userId", k.id as "credentialId", u.name, u.email, k.scopes, k."workspaceId",
      set_config('app.user_id', u.id::text, true)
    from "ApiKey" k join "User" u on u.id = k."userId"
    where k."tokenHash" = ${hash} and k."revokedAt" is null and (k."expiresAt" is null or k."expiresAt" > ${now}::timestamptz)`;
  const row = rows[0];
  return row ? { ...personOf(row), sessionId: null, scopes: row.scopes, workspaceId: row.workspaceId } : null;
}

function personOf({ userId, credentialId, name, email }: Person): Person {
  return { userId, credentialId, name, email };
}

/** Who I am, and the workspaces I am in; of an API key, its own workspace alone. */
export async function getMe(tx: IdentityTx, signedIn: SignedIn): Promise<MeDto> {
  const user = await tx.db.user.findUniqueOrThrow({
    where: { id: signedIn.userId },
    include: { accounts: { select: { provider: true } } },
  });
  const workspaces = await listMyWorkspaces(tx, signedIn);
  return {
    ...toUserDto(user),
    hasPassword: user.passwordHash !== null,
    providers: user.accounts.map((account) => account.provider),
    workspaces,
  };
}

/** The workspaces that a person is active in, in the order in which they joined. */
async function listMyWorkspaces(
  tx: IdentityTx,
  of: Pick<SignedIn, "userId" | "workspaceId">,
): Promise<MyWorkspaceDto[]> {
  return tx.db.$queryRaw<MyWorkspaceDto[]>`
    select w.id, w.slug, w.name, m.id as "memberId", m.role
    from "Member" m join "Workspace" w on w.id = m."workspaceId"
    where m."userId" = ${of.userId}::uuid and m.status = 'active' and w."deletedAt" is null
      and (${of.workspaceId}::uuid is null or w.id = ${of.workspaceId}::uuid)
    order by m."createdAt", w.id`;
}

/** The same, in pages: a person is in few. */
export async function pageMyWorkspaces(
  tx: IdentityTx,
  of: Pick<SignedIn, "userId" | "workspaceId">,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const after = cursorId(cursor);
  const all = await listMyWorkspaces(tx, of);
  const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  return pageById(all.slice(start, start + limit + 1), limit, (workspace) => workspace);
}

export function toUserDto(user: User): UserDto {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    emailVerified: user.emailVerified !== null,
    createdAt: user.createdAt.toISOString(),
  };
}
