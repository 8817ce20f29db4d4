import { appendAudit } from "@/lib/audit/policy";
import { DAY } from "@/lib/core/clock";
import { AppError, forbidden, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { hashToken, newToken } from "@/lib/core/tokens";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import { inviteMail } from "@/lib/text/mails";
import { mailRequested } from "./events";
import { getInviteDto } from "./queries";
import { rolesToInvite, statusOf } from "./rules";
import type { CreateInvite, InviteDto } from "./schema";

/**
 * Invites one person by mail, or makes a link. The address of a link is told this once; that of a mail goes to the person alone.
 * Throws FORBIDDEN for a role above one's own, CONFLICT for somebody who is in the workspace. Emits mail.requested. Audited.
 */
export function createInvite(
  ctx: Ctx | TxCtx,
  input: CreateInvite,
): Promise<{ invite: InviteDto; url: string | null }> {
  return transaction(ctx, async (tx) => {
    const createdById = requireMayInvite(tx, input);
    if (input.kind === "mail") await clearWay(tx, input.email);
    const id = newId();
    const token = newToken();
    const now = tx.clock.now();
    await tx.db.invite.create({
      data: {
        workspaceId: tx.workspaceId,
        id,
        kind: input.kind,
        email: input.kind === "mail" ? input.email : null,
        role: input.role,
        salesAccess: input.salesAccess,
        createdById,
        maxUses: input.kind === "mail" ? 1 : input.maxUses,
        expiresAt: new Date(now.getTime() + input.expiresInDays * DAY),
        createdAt: now,
      },
    });
    await tx.db.inviteToken.create({
      data: { tokenHash: await hashToken(token), workspaceId: tx.workspaceId, inviteId: id },
    });
    if (input.kind === "mail") {
      const sealedToken = tx.site.secrets.seal(token, sealedFor(tx.workspaceId, id));
      await enqueue(tx, mailRequested({ inviteId: id, sealedToken }));
    }
    await appendAudit(tx, {
      action: "invite.created",
      target: { kind: "invite", id },
      after: { kind: input.kind, role: input.role, ...(input.kind === "mail" ? { email: input.email } : {}) },
    });
    return { invite: await getInviteDto(tx, id), url: input.kind === "link" ? urlOf(tx, token) : null };
  });
}

/** Withdraws an invite. Who joined with it stays. Throws NOT_FOUND, also when it was withdrawn before. Emits: none. Audited. */
export function revokeInvite(ctx: Ctx | TxCtx, inviteId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const { count } = await tx.db.invite.updateMany({
      where: { workspaceId: tx.workspaceId, id: inviteId, revokedAt: null },
      data: { revokedAt: tx.clock.now() },
    });
    if (count === 0) throw notFound("invite");
    await appendAudit(tx, { action: "invite.revoked", target: { kind: "invite", id: inviteId } });
  });
}

/**
 * Mails an invite: what the job does. Says nothing for one that is no longer open. Throws when the mail server does not take it, so that
 * the job tries again; the id of the invite keeps that from mailing twice. Emits: none. No audit entry: the invite has one.
 */
export async function mailInvite(ctx: Ctx, job: { inviteId: string; sealedToken: string }): Promise<void> {
  const letter = await transaction(ctx, async (tx) => {
    const invite = await tx.db.invite.findFirst({
      where: { workspaceId: tx.workspaceId, id: job.inviteId },
      include: { workspace: { select: { name: true } } },
    });
    if (!invite?.email || invite.mailedAt || statusOf(invite, tx.clock.now()) !== "open") return null;
    const inviter = await tx.db.member.findFirst({
      where: { workspaceId: tx.workspaceId, id: invite.createdById },
      select: { name: true },
    });
    return { invite, to: invite.email, inviter: inviter?.name ?? null };
  });
  if (!letter) return;
  const token = ctx.site.secrets.open(job.sealedToken, sealedFor(ctx.workspaceId, job.inviteId));
  const content = inviteMail({
    inviter: letter.inviter,
    workspace: letter.invite.workspace.name,
    url: urlOf(ctx, token),
    expiresAt: letter.invite.expiresAt,
  });
  await ctx.mail.send({ id: `invite-${job.inviteId}`, to: letter.to, ...content });
  await transaction(ctx, async (tx) => {
    await tx.db.invite.updateMany({
      where: { workspaceId: tx.workspaceId, id: job.inviteId },
      data: { mailedAt: tx.clock.now() },
    });
  });
}

function requireMayInvite(tx: TxCtx, { role }: CreateInvite): string {
  const memberId = actorMemberId(tx);
  if (!memberId || !("role" in tx.actor)) throw forbidden("Only members invite others.");
  if (!rolesToInvite(tx.actor).includes(role)) throw forbidden("You can invite others up to your own role.");
  return memberId;
}

/** One address has one open invite: a new one replaces the old, whose link then leads nowhere. */
async function clearWay(tx: TxCtx, email: string): Promise<void> {
  const member = await tx.db.member.findFirst({
    where: { workspaceId: tx.workspaceId, email, status: { not: "removed" } },
    select: { status: true },
  });
  if (member) {
    const message =
      member.status === "active"
        ? "This person is in the workspace already."
        : "This person is deactivated. Activate them again under Members.";
    throw new AppError("CONFLICT", message, { errors: [{ path: "email", message }] });
  }
  await tx.db.invite.updateMany({
    where: { workspaceId: tx.workspaceId, kind: "mail", email, acceptedAt: null, revokedAt: null },
    data: { revokedAt: tx.clock.now() },
  });
}

function urlOf({ site }: Pick<Ctx, "site">, token: string): string {
  return `${site.url}/invite/${token}`;
}

function sealedFor(workspaceId: string, inviteId: string): string[] {
  return [workspaceId, "Invite", inviteId];
}
