import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type IdentityCtx, identity } from "@/lib/ctx";
import { takeLimits } from "@/lib/limits/policy";
import { passwordChangedMail, resetMail } from "@/lib/text/mails";
import { revokeEveryKey } from "../keys/commands";
import { issueLink, sendAccountMail, useLink } from "../links/commands";
import { recordAccountEvent } from "../log/commands";
import { endConnections, endEverySession, type OpenedSession, openSession } from "../sessions/commands";
import { hashPassword, passwordMatches, refuseCommonPassword } from "./policy";

/** Mails a link to choose a new password, if the account exists. Answers before it knows, so that the time tells nothing. */
export async function forgetPassword(ctx: IdentityCtx, email: string): Promise<void> {
  await identity(ctx, (tx) => takeLimits(tx, [{ name: "reset", key: email }]));
  ctx.later(async () => {
    const found = await identity(ctx, async (tx) => {
      const user = await tx.db.user.findUnique({ where: { email } });
      return user ? { user, token: await issueLink(tx, user.id, "reset") } : null;
    });
    if (!found) return;
    const { user, token } = found;
    const mail = resetMail({ name: user.name, url: `${ctx.site.url}/reset/${token}` });
    sendAccountMail(ctx, { to: user.email, id: newId(), ...mail });
  });
}

/** Chooses a new password with a mailed link, which proves the address too. Every session ends. Throws GONE, INVALID. */
export async function resetPassword(
  ctx: IdentityCtx,
  { token, password }: { token: string; password: string },
): Promise<void> {
  refuseCommonPassword(password, "password");
  const passwordHash = await hashPassword(password);
  const user = await identity(ctx, async (tx) => {
    const userId = await useLink(tx, token, "reset");
    if (!userId) return null;
    const before = await tx.db.user.findUniqueOrThrow({ where: { id: userId } });
    // Keys from before anybody had proved the address may be a stranger's, as their password may.
    if (!before.emailVerified) await revokeEveryKey(tx, userId);
    await endEverySession(tx, userId);
    await recordAccountEvent(tx, userId, "password_reset");
    return tx.db.user.update({
      where: { id: userId },
      data: { passwordHash, emailVerified: before.emailVerified ?? tx.clock.now() },
    });
  });
  if (!user) throw new AppError("GONE", "This link is used up or too old. Ask for a new one.");
  endConnections(ctx, user.id);
  tellOfChange(ctx, user);
}

type Change = { userId: string; sessionId: string | null; current: string | undefined; next: string };

/**
 * Changes a password that is known. Other sessions end; this browser gets a new token. An account without a password (it signs in
 * by link or through others) sets its first one without a current one. Throws INVALID, RATE_LIMITED.
 */
export async function changePassword(ctx: IdentityCtx, change: Change): Promise<OpenedSession | null> {
  refuseCommonPassword(change.next, "newPassword");
  const user = await identity(ctx, async (tx) => {
    await takeLimits(tx, [{ name: "sign_in", key: `change:${change.userId}` }]);
    return tx.db.user.findUniqueOrThrow({ where: { id: change.userId } });
  });
  if (user.passwordHash !== null) {
    if (change.current === undefined) throw invalid("currentPassword", "Enter your current password.");
    const isRight = await passwordMatches(user.passwordHash, change.current);
    if (!isRight) throw invalid("currentPassword", "This is not your current password.");
  }
  const passwordHash = await hashPassword(change.next);
  const session = await identity(ctx, async (tx) => {
    const own = change.sessionId ? await tx.db.session.findUnique({ where: { id: change.sessionId } }) : null;
    await tx.db.user.update({ where: { id: user.id }, data: { passwordHash } });
    await endEverySession(tx, user.id);
    await recordAccountEvent(tx, user.id, "password_changed");
    return own ? openSession(tx, { userId: user.id, remember: own.remembered, by: "password change" }) : null;
  });
  endConnections(ctx, user.id);
  tellOfChange(ctx, user);
  return session;
}

function tellOfChange(ctx: IdentityCtx, user: { name: string; email: string }): void {
  const mail = passwordChangedMail({ name: user.name, url: `${ctx.site.url}/reset`, at: ctx.clock.now() });
  sendAccountMail(ctx, { to: user.email, id: newId(), ...mail });
}
