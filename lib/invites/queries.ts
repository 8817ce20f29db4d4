import { cursorId, pageById } from "@/lib/core/cursor";
import { AppError, notFound } from "@/lib/core/errors";
import { hashToken } from "@/lib/core/tokens";
import type { IdentityTx, TxCtx } from "@/lib/ctx";
import { MemberRole, SalesAccess } from "@/lib/members/schema";
import type { Invite, Prisma } from "@/prisma/generated/client";
import { statusOf } from "./rules";
import type { InviteDto, InviteViewDto } from "./schema";

type ListOptions = { status: "open" | "all"; cursor?: string | undefined; limit: number };

/** Invites of the workspace, newest first. */
export async function listInvites(tx: TxCtx, options: ListOptions) {
  const before = cursorId(options.cursor);
  const rows = await tx.db.invite.findMany({
    where: {
      AND: [
        { workspaceId: tx.workspaceId },
        options.status === "open" ? openAt(tx) : {},
        before ? { id: { lt: before } } : {},
      ],
    },
    orderBy: { id: "desc" },
    take: options.limit + 1,
  });
  const names = await namesOf(tx, rows);
  return pageById(rows, options.limit, (row) => toInviteDto(row, names.get(row.createdById), tx.clock.now()));
}

export async function getInviteDto(tx: TxCtx, inviteId: string): Promise<InviteDto> {
  const row = await tx.db.invite.findFirst({ where: { workspaceId: tx.workspaceId, id: inviteId } });
  if (!row) throw notFound("invite");
  return toInviteDto(row, (await namesOf(tx, [row])).get(row.createdById), tx.clock.now());
}

/** An invite with its workspace, found by its token before any workspace is known. */
export type FoundInvite = Invite & { workspace: { id: string; slug: string; name: string } };

/** The invite of a token, open or not. Throws NOT_FOUND for a token that never was, GONE with its workspace. */
export async function getInviteByToken(tx: IdentityTx, token: string): Promise<FoundInvite> {
  const found = await tx.db.inviteToken.findUnique({ where: { tokenHash: await hashToken(token) } });
  if (!found) throw notFound("invite");
  const invite = await tx.db.invite.findFirst({
    where: { workspaceId: found.workspaceId, id: found.inviteId },
    include: { workspace: true },
  });
  if (!invite || invite.workspace.deletedAt) throw inviteGone();
  return invite;
}

/** Throws GONE for an invite that was used, withdrawn, or is too old. */
export function requireOpen(tx: IdentityTx, invite: FoundInvite): void {
  if (statusOf(invite, tx.clock.now()) !== "open") throw inviteGone();
}

/** What the holder of a token is shown. `inviter` is read as the workspace, which the caller enters. */
export function toInviteViewDto(
  invite: FoundInvite,
  shown: { inviter: string | null; isMember: boolean },
): InviteViewDto {
  return {
    kind: invite.kind === "mail" ? "mail" : "link",
    workspace: { slug: invite.workspace.slug, name: invite.workspace.name },
    inviter: shown.inviter,
    role: MemberRole.parse(invite.role),
    email: invite.email,
    expiresAt: invite.expiresAt.toISOString(),
    isMember: shown.isMember,
  };
}

export function inviteGone(): AppError {
  return new AppError("GONE", "This invite was used, withdrawn, or is too old. Ask for a new one.");
}

function openAt(tx: TxCtx): Prisma.InviteWhereInput {
  return {
    revokedAt: null,
    expiresAt: { gt: tx.clock.now() },
    OR: [
      { kind: "mail", acceptedAt: null },
      { kind: "link", maxUses: null },
      { kind: "link", uses: { lt: tx.db.invite.fields.maxUses } },
    ],
  };
}

async function namesOf(tx: TxCtx, rows: Invite[]): Promise<Map<string, string>> {
  const members = await tx.db.member.findMany({
    where: { workspaceId: tx.workspaceId, id: { in: rows.map((row) => row.createdById) } },
    select: { id: true, name: true },
  });
  return new Map(members.map((member) => [member.id, member.name]));
}

function toInviteDto(row: Invite, inviter: string | undefined, now: Date): InviteDto {
  return {
    id: row.id,
    kind: row.kind === "mail" ? "mail" : "link",
    email: row.email,
    role: MemberRole.parse(row.role),
    salesAccess: SalesAccess.parse(row.salesAccess),
    status: statusOf(row, now),
    mailPending: row.kind === "mail" && row.mailedAt === null,
    uses: row.uses,
    maxUses: row.maxUses,
    invitedBy: { id: row.createdById, name: inviter ?? "" },
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}
