import { DAY, HOUR } from "@/lib/core/clock";
import { notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { hashToken, newToken } from "@/lib/core/tokens";
import { type IdentityCtx, type IdentityTx, identity } from "@/lib/ctx";
import { recordAccountEvent } from "../log/commands";

/** Absolute, never prolonged. */
const REMEMBERED_MS = 14 * DAY;
const UNREMEMBERED_MS = 12 * HOUR;

/** A session just made. The token exists here and in the cookie only. */
export type OpenedSession = { token: string; userId: string; expires: Date; remembered: boolean };

type NewSession = { userId: string; remember: boolean; replaces?: string | null; by: string };

/** Makes a session, with a token of its own: the one that the browser had before sign-in ends. */
export async function openSession(tx: IdentityTx, session: NewSession): Promise<OpenedSession> {
  const now = tx.clock.now();
  const token = newToken();
  const expires = new Date(now.getTime() + (session.remember ? REMEMBERED_MS : UNREMEMBERED_MS));
  await tx.db.session.deleteMany({
    where: {
      OR: [
        { userId: session.userId, expires: { lte: now } },
        ...(session.replaces ? [{ id: session.replaces }] : []),
      ],
    },
  });
  await tx.db.session.create({
    data: {
      id: newId(),
      sessionToken: await hashToken(token),
      userId: session.userId,
      expires,
      remembered: session.remember,
      createdAt: now,
      lastUsedAt: now,
      ip: tx.client.ip,
      userAgent: tx.client.userAgent,
    },
  });
  await recordAccountEvent(tx, session.userId, "signed_in", { by: session.by });
  return { token, userId: session.userId, expires, remembered: session.remember };
}

/** Signs out of one browser, or ends what an access token came from. Its live connections end with it. */
export async function signOut(
  ctx: IdentityCtx,
  credential: { userId: string; credentialId: string; sessionId: string | null },
): Promise<void> {
  await identity(ctx, async (tx) => {
    if (credential.sessionId) await tx.db.session.deleteMany({ where: { id: credential.sessionId } });
    else await revokeFamily(tx, credential.credentialId);
    await recordAccountEvent(tx, credential.userId, "signed_out");
  });
  endConnections(ctx, credential.userId);
}

/** Ends one of a person's own sessions. */
export async function endSession(ctx: IdentityCtx, userId: string, sessionId: string): Promise<void> {
  await identity(ctx, async (tx) => {
    const { count } = await tx.db.session.deleteMany({ where: { id: sessionId, userId } });
    if (count === 0) throw notFound("session");
    await recordAccountEvent(tx, userId, "session_ended");
  });
  endConnections(ctx, userId);
}

/** Every session, every token, every live connection. API keys stay: they are ended by name. */
export async function signOutEverywhere(ctx: IdentityCtx, userId: string): Promise<void> {
  await identity(ctx, async (tx) => {
    await endEverySession(tx, userId);
    await recordAccountEvent(tx, userId, "signed_out_everywhere");
  });
  endConnections(ctx, userId);
}

/** Ends sessions and refresh tokens of a person, but the session `except`. */
export async function endEverySession(
  tx: IdentityTx,
  userId: string,
  except: string | null = null,
): Promise<void> {
  await tx.db.session.deleteMany({ where: { userId, ...(except ? { NOT: { id: except } } : {}) } });
  await tx.db.refreshToken.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: tx.clock.now(), successorSealed: null },
  });
}

/** Revokes a refresh token's whole family, and with it the access tokens that came from it. */
export async function revokeFamily(tx: IdentityTx, familyId: string): Promise<void> {
  await tx.db.refreshToken.updateMany({
    where: { familyId, revokedAt: null },
    data: { revokedAt: tx.clock.now(), successorSealed: null },
  });
}

/** The sockets of a person close; browsers that are still signed in come back by themselves. */
export function endConnections(ctx: IdentityCtx, userId: string): void {
  ctx.later(() => ctx.realtime.terminate(userId));
}
