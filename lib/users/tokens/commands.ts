import { DAY, SECOND } from "@/lib/core/clock";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { hashToken, newToken } from "@/lib/core/tokens";
import { type IdentityCtx, type IdentityTx, identity } from "@/lib/ctx";
import { tokenReusedMail } from "@/lib/text/mails";
import { Prisma } from "@/prisma/generated/client";
import { sendAccountMail } from "../links/commands";
import { recordAccountEvent } from "../log/commands";
import type { TokenPairDto } from "../schema";
import { revokeFamily } from "../sessions/commands";
import { ACCESS_SECONDS, signAccessToken } from "./policy";

const REFRESH_MS = 30 * DAY;
/** However often it is refreshed, a family ends. */
const FAMILY_MS = 180 * DAY;
/** How long the immediate predecessor still gets the same successor: two tabs, or an answer that was lost. */
const GRACE_MS = 20 * SECOND;

/** When a family began, as its id says (UUID v7): its first rows are forgotten before it ends. */
const FAMILY_BEGAN = Prisma.sql`
  to_timestamp(('x0000' || substr(replace("familyId"::text, '-', ''), 1, 12))::bit(64)::bigint / 1000.0)`;

/** Starts a family of refresh tokens. */
export async function createTokens(tx: IdentityTx, userId: string): Promise<TokenPairDto> {
  const refreshToken = newToken();
  const now = tx.clock.now();
  const familyId = newId(now.getTime());
  await tx.db.refreshToken.create({
    data: {
      tokenHash: await hashToken(refreshToken),
      familyId,
      userId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + REFRESH_MS),
    },
  });
  await recordAccountEvent(tx, userId, "token_created");
  return toPair(tx, { userId, familyId, refreshToken });
}

/** Exchanges a refresh token. Throws UNAUTHENTICATED; an old token revokes its whole family first. */
export async function refreshTokens(ctx: IdentityCtx, refreshToken: string): Promise<TokenPairDto> {
  const outcome = await identity(ctx, async (tx): Promise<Outcome> => {
    const hash = await hashToken(refreshToken);
    return (await rotate(tx, hash)) ?? (await explain(tx, hash));
  });
  if (outcome.kind === "pair") return toPair(ctx, outcome);
  if (outcome.kind === "reused") {
    const mail = tokenReusedMail({ url: `${ctx.site.url}/`, at: ctx.clock.now() });
    sendAccountMail(ctx, { to: outcome.email, id: `reuse-${outcome.familyId}`, ...mail });
  }
  throw new AppError("UNAUTHENTICATED", "This refresh token is not valid any more. Sign in again.");
}

/** Ends a token's family. One that is unknown is as ended as it can be. */
export async function revokeTokens(ctx: IdentityCtx, refreshToken: string): Promise<void> {
  await identity(ctx, async (tx) => {
    const row = await tx.db.refreshToken.findUnique({ where: { tokenHash: await hashToken(refreshToken) } });
    if (!row || row.revokedAt) return;
    await revokeFamily(tx, row.familyId);
    await recordAccountEvent(tx, row.userId, "token_revoked");
  });
}

type Pair = { kind: "pair"; userId: string; familyId: string; refreshToken: string };
type Outcome = Pair | { kind: "reused"; familyId: string; email: string } | { kind: "unknown" };

/** Uses the token up and writes its successor, in one statement: of two at once, one wins. */
async function rotate(tx: IdentityTx, hash: string): Promise<Pair | null> {
  const refreshToken = newToken();
  const successorHash = await hashToken(refreshToken);
  const sealed = tx.site.secrets.seal(refreshToken, ["RefreshToken", hash]);
  const now = tx.clock.now();
  const rows = await tx.db.$queryRaw<{ userId: string; familyId: string }[]>`
    with used as (
      update "RefreshToken"
      set "successorHash" = ${successorHash}, "successorSealed" = ${sealed}, "rotatedAt" = ${now}::timestamptz
      where "tokenHash" = ${hash} and "rotatedAt" is null and "revokedAt" is null and "expiresAt" > ${now}::timestamptz
      returning "userId", "familyId"
    )
    insert into "RefreshToken" ("tokenHash", "familyId", "userId", "createdAt", "expiresAt")
    select ${successorHash}, "familyId", "userId", ${now}::timestamptz, least(
      ${new Date(now.getTime() + REFRESH_MS)}::timestamptz,
      ${FAMILY_BEGAN} + make_interval(secs => ${FAMILY_MS / SECOND})
    ) from used
    returning "userId", "familyId"`;
  const row = rows[0];
  return row ? { kind: "pair", refreshToken, ...row } : null;
}

/** Why a token was not good: a second tab, a thief, or nothing that we know. */
async function explain(tx: IdentityTx, hash: string): Promise<Outcome> {
  const row = await tx.db.refreshToken.findUnique({
    where: { tokenHash: hash },
    include: { user: { select: { email: true } } },
  });
  if (!row?.rotatedAt || row.revokedAt) return { kind: "unknown" };
  const { userId, familyId } = row;
  const successor = await successorInGrace(tx, row);
  if (successor) return { kind: "pair", userId, familyId, refreshToken: successor };
  await revokeFamily(tx, familyId);
  await recordAccountEvent(tx, userId, "token_reused");
  return { kind: "reused", familyId, email: row.user.email };
}

type Rotated = {
  tokenHash: string;
  successorHash: string | null;
  successorSealed: string | null;
  rotatedAt: Date | null;
};

async function successorInGrace(tx: IdentityTx, row: Rotated): Promise<string | null> {
  if (!row.rotatedAt || !row.successorHash || !row.successorSealed) return null;
  if (tx.clock.now().getTime() - row.rotatedAt.getTime() > GRACE_MS) return null;
  const successor = await tx.db.refreshToken.findUnique({ where: { tokenHash: row.successorHash } });
  if (!successor || successor.rotatedAt || successor.revokedAt) return null;
  return tx.site.secrets.open(row.successorSealed, ["RefreshToken", row.tokenHash]);
}

async function toPair(
  ctx: IdentityCtx,
  { userId, familyId, refreshToken }: Omit<Pair, "kind">,
): Promise<TokenPairDto> {
  return {
    accessToken: await signAccessToken(ctx, { userId, familyId }),
    expiresIn: ACCESS_SECONDS,
    refreshToken,
    tokenType: "Bearer",
  };
}
