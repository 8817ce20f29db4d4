import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type IdentityCtx, type IdentityTx, identity } from "@/lib/ctx";
import { takeLimits } from "@/lib/limits/policy";
import { confirmEmailMail, magicLinkMail, passwordDroppedMail } from "@/lib/text/mails";
import { revokeEveryKey } from "../keys/commands";
import { issueLink, sendAccountMail, useLink } from "../links/commands";
import { recordAccountEvent } from "../log/commands";
import { endConnections, endEverySession, type OpenedSession, openSession } from "../sessions/commands";

type Addressed = { id: string; name: string; email: string };

/** Mails the link that confirms an address. */
export function sendConfirmation(ctx: IdentityCtx, user: Addressed): void {
  ctx.later(async () => {
    const token = await identity(ctx, (tx) => issueLink(tx, user.id, "confirm_email"));
    const mail = confirmEmailMail({ name: user.name, url: `${ctx.site.url}/confirm-email/${token}` });
    sendAccountMail(ctx, { to: user.email, id: newId(), ...mail });
  });
}

/** Sends the link that confirms one's own address again; for a confirmed one nothing is left to do. */
export async function requestConfirmation(ctx: IdentityCtx, userId: string): Promise<void> {
  const user = await identity(ctx, async (tx) => {
    await takeLimits(tx, [{ name: "reset", key: `confirm:${userId}` }]);
    return tx.db.user.findUniqueOrThrow({ where: { id: userId } });
  });
  if (!user.emailVerified) sendConfirmation(ctx, user);
}

/** Confirms an address with a mailed link. Throws GONE. */
export async function confirmEmail(ctx: IdentityCtx, token: string): Promise<void> {
  const userId = await identity(ctx, async (tx) => {
    const found = await useLink(tx, token, "confirm_email");
    if (!found) return null;
    await tx.db.user.update({ where: { id: found }, data: { emailVerified: tx.clock.now() } });
    await recordAccountEvent(tx, found, "email_confirmed");
    return found;
  });
  if (!userId) throw gone();
}

/** Mails a link that signs in once, if the account exists. Answers before it knows, so that the time tells nothing. */
export async function requestMagicLink(ctx: IdentityCtx, email: string): Promise<void> {
  await identity(ctx, (tx) => takeLimits(tx, [{ name: "reset", key: `link:${email}` }]));
  ctx.later(async () => {
    const found = await identity(ctx, async (tx) => {
      const user = await tx.db.user.findUnique({ where: { email } });
      return user ? { user, token: await issueLink(tx, user.id, "magic_link") } : null;
    });
    if (!found) return;
    const { user, token } = found;
    const mail = magicLinkMail({ name: user.name, url: `${ctx.site.url}/sign-in/link/${token}` });
    sendAccountMail(ctx, { to: user.email, id: newId(), ...mail });
  });
}

/** Signs in with a mailed link. Throws GONE. */
export async function signInByLink(
  ctx: IdentityCtx,
  input: { token: string; remember: boolean },
  replaces: string | null,
): Promise<OpenedSession> {
  const outcome = await identity(ctx, async (tx) => {
    const userId = await useLink(tx, input.token, "magic_link");
    if (!userId) return null;
    const dropped = await proveAddress(tx, userId);
    const session = await openSession(tx, { userId, remember: input.remember, replaces, by: "link" });
    return { session, dropped };
  });
  if (!outcome) throw gone();
  if (outcome.dropped) tellOfDrop(ctx, outcome.dropped);
  return outcome.session;
}

/**
 * The first sign-in that proves the address drops what was set before anybody had proved it: whoever registered with somebody else's
 * address must not keep a way in. Returns whose password went, to be told; null when there was nothing to drop.
 */
export async function proveAddress(tx: IdentityTx, userId: string): Promise<Addressed | null> {
  const rows = await tx.db.$queryRaw<(Addressed & { hadPassword: boolean })[]>`
    with before as (select id, "passwordHash" from "User" where id = ${userId}::uuid and "emailVerified" is null for update)
    update "User" u set "emailVerified" = ${tx.clock.now()}::timestamptz, "passwordHash" = null
    from before where u.id = before.id
    returning u.id, u.name, u.email, before."passwordHash" is not null as "hadPassword"`;
  const row = rows[0];
  if (!row) return null;
  await recordAccountEvent(tx, userId, "email_confirmed");
  if (!row.hadPassword) return null;
  await endEverySession(tx, userId);
  await revokeEveryKey(tx, userId);
  await recordAccountEvent(tx, userId, "password_dropped");
  return { id: row.id, name: row.name, email: row.email };
}

export function tellOfDrop(ctx: IdentityCtx, user: Addressed): void {
  endConnections(ctx, user.id);
  const mail = passwordDroppedMail({ name: user.name, url: `${ctx.site.url}/reset` });
  sendAccountMail(ctx, { to: user.email, id: `dropped-${user.id}`, ...mail });
}

function gone(): AppError {
  return new AppError("GONE", "This link is used up or too old. Ask for a new one.");
}
