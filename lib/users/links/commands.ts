import { setTimeout as sleep } from "node:timers/promises";
import type { Mail } from "@/lib/adapters/mail/port";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/clock";
import { log } from "@/lib/core/log";
import { hashToken, newToken } from "@/lib/core/tokens";
import type { IdentityCtx, IdentityTx } from "@/lib/ctx";

/** What a link from a mail does, and for how long it works. */
const LIFETIME_MS = { reset: 6 * HOUR, magic_link: 15 * MINUTE, confirm_email: DAY };
export type LinkKind = keyof typeof LIFETIME_MS;

/** Makes the token of a link. The newest of its kind replaces the older ones. */
export async function issueLink(
  tx: Pick<IdentityTx, "db" | "clock">,
  userId: string,
  kind: LinkKind,
): Promise<string> {
  const token = newToken();
  const tokenHash = await hashToken(token);
  const now = tx.clock.now();
  const expiresAt = new Date(now.getTime() + LIFETIME_MS[kind]);
  await tx.db.$executeRaw`
    insert into "OneTimeToken" ("tokenHash", "userId", kind, "expiresAt", "createdAt")
    values (${tokenHash}, ${userId}::uuid, ${kind}, ${expiresAt}::timestamptz, ${now}::timestamptz)
    on conflict ("userId", kind) do update
    set "tokenHash" = excluded."tokenHash", "expiresAt" = excluded."expiresAt", "createdAt" = excluded."createdAt"`;
  return token;
}

/** Uses a link up in one statement. Returns whose it was, or null. */
export async function useLink(tx: IdentityTx, token: string, kind: LinkKind): Promise<string | null> {
  const tokenHash = await hashToken(token);
  const rows = await tx.db.$queryRaw<{ userId: string }[]>`
    delete from "OneTimeToken"
    where "tokenHash" = ${tokenHash} and kind = ${kind} and "expiresAt" > ${tx.clock.now()}::timestamptz
    returning "userId"`;
  return rows[0]?.userId ?? null;
}

const RETRY_AFTER_MS = [2 * SECOND, 10 * SECOND];

/**
 * Sends a mail about an account once the answer has gone. No answer waits for a mail server, and none fails with it; the id keeps
 * a retry from mailing twice.
 */
export function sendAccountMail(ctx: IdentityCtx, mail: Mail): void {
  ctx.later(() => attempt(ctx, mail, [...RETRY_AFTER_MS]));
}

async function attempt(ctx: IdentityCtx, mail: Mail, waits: number[]): Promise<void> {
  try {
    await ctx.mail.send(mail);
  } catch (error) {
    const wait = waits.shift();
    log.warn("mail.failed", {
      request_id: ctx.requestId,
      mail_id: mail.id,
      will_retry: wait !== undefined,
      reason: error instanceof Error ? error.message : String(error),
    });
    if (wait === undefined) return;
    await sleep(wait, undefined, { ref: false });
    await attempt(ctx, mail, waits);
  }
}
