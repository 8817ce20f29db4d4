import { appendAudit } from "@/lib/audit/policy";
import { forbidden } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { enter, type IdentityCtx, type IdentityTx, identity, type TxCtx } from "@/lib/ctx";
import { memberChanged } from "@/lib/members/events";
import { memberActor } from "@/lib/members/queries";
import { MemberRole } from "@/lib/members/schema";
import { enqueue } from "@/lib/outbox";
import type { MyWorkspaceDto } from "@/lib/users/schema";
import type { Member, User } from "@/prisma/generated/client";
import { type FoundInvite, getInviteByToken, inviteGone, requireOpen, toInviteViewDto } from "../queries";
import type { InviteViewDto } from "../schema";

/** What the nouns above do for somebody who joined, in the same transaction: bring them into #general. */
export type Welcome = (tx: TxCtx, joined: { memberId: string; role: string }) => Promise<void>;

/** What an invite leads to, also a used one for who is in the workspace. Changes nothing. Throws NOT_FOUND or GONE. */
export function viewInvite(ctx: IdentityCtx, token: string): Promise<InviteViewDto> {
  return identity(ctx, async (tx) => {
    const invite = await getInviteByToken(tx, token);
    const membership = tx.userId ? await findOwnMember(tx, invite.workspaceId, tx.userId) : null;
    if (membership?.status !== "active") requireOpen(tx, invite);
    const place = {
      workspaceId: invite.workspaceId,
      actor: { kind: "system", reason: "showing an invite" } as const,
    };
    const inviter = await enter(tx, place, (inside) =>
      inside.db.member.findFirst({ where: { id: invite.createdById }, select: { name: true } }),
    );
    return toInviteViewDto(invite, {
      inviter: inviter?.name ?? null,
      isMember: membership?.status === "active",
    });
  });
}

/**
 * Joins the workspace that an invite leads to. Somebody who is in it already comes in without using it up. Throws FORBIDDEN when the
 * invite is for another address, or for somebody deactivated; NOT_FOUND; GONE. Emits member.changed. Audited.
 */
export function acceptInvite(
  ctx: IdentityCtx,
  userId: string,
  token: string,
  welcome: Welcome,
): Promise<MyWorkspaceDto> {
  return identity(ctx, async (tx) => {
    const invite = await getInviteByToken(tx, token);
    // Pressed twice, the second press waits here and then finds the member.
    await tx.db.$queryRaw`select 1 from "User" where id = ${userId}::uuid for update`;
    const user = await tx.db.user.findUniqueOrThrow({ where: { id: userId } });
    const known = await findOwnMember(tx, invite.workspaceId, userId);
    if (known?.status === "active") return toMyWorkspace(invite, known);
    requireOpen(tx, invite);
    if (invite.email !== null && invite.email !== user.email)
      throw forbidden("This invite is for another address. Sign in with that one to use it.");
    requireMayReturn(invite, known);
    await proveInvitedAddress(tx, invite, user);
    return join(tx, { invite, user, known, welcome });
  });
}

type Joining = { invite: FoundInvite; user: User; known: Member | null; welcome: Welcome };

async function join(tx: IdentityTx, { invite, user, known, welcome }: Joining): Promise<MyWorkspaceDto> {
  const memberId = known?.id ?? newId();
  const role = MemberRole.parse(invite.role);
  const actor = memberActor(user.id, { memberId, role, name: user.name });
  await enter(tx, { workspaceId: invite.workspaceId, actor }, async (inside) => {
    await useUp(inside, invite.id);
    await putMember(inside, { invite, user, memberId });
    await welcome(inside, { memberId, role });
    await enqueue(inside, memberChanged({ workspaceId: inside.workspaceId, memberId, status: "active" }));
    await appendAudit(inside, {
      action: "member.joined",
      target: { kind: "member", id: memberId },
      after: { role, invite: invite.id },
    });
  });
  return toMyWorkspace(invite, { id: memberId, role });
}

/** Of two who take the last place of a link at once, one gets it. */
async function useUp(tx: TxCtx, inviteId: string): Promise<void> {
  const now = tx.clock.now();
  const used = await tx.db.$executeRaw`
    update "Invite" set uses = uses + 1, "acceptedAt" = ${now}::timestamptz
    where "workspaceId" = ${tx.workspaceId}::uuid and id = ${inviteId}::uuid and "revokedAt" is null
      and "expiresAt" > ${now}::timestamptz and ("maxUses" is null or uses < "maxUses")`;
  if (used === 0) throw inviteGone();
}

async function putMember(
  tx: TxCtx,
  { invite, user, memberId }: { invite: FoundInvite; user: User; memberId: string },
): Promise<void> {
  const fields = {
    name: user.name,
    email: user.email,
    role: invite.role,
    salesAccess: invite.salesAccess,
    status: "active",
    deactivatedAt: null,
  };
  await tx.db.member.upsert({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: memberId } },
    create: {
      workspaceId: tx.workspaceId,
      id: memberId,
      userId: user.id,
      createdAt: tx.clock.now(),
      ...fields,
    },
    update: fields,
  });
}

/** Whoever was deactivated waits for an admin, and an invite from before somebody was removed does not bring them back. */
function requireMayReturn(invite: FoundInvite, known: Member | null): void {
  if (!known) return;
  if (known.status === "deactivated")
    throw forbidden("Your access to this workspace is switched off. Ask one of its admins.");
  if (known.deactivatedAt && invite.createdAt <= known.deactivatedAt) throw inviteGone();
}

/** An invite by mail was sent to the address alone: who holds its token reads that mail. */
async function proveInvitedAddress(tx: IdentityTx, invite: FoundInvite, user: User): Promise<void> {
  if (invite.kind !== "mail" || user.emailVerified) return;
  await tx.db.user.update({ where: { id: user.id }, data: { emailVerified: tx.clock.now() } });
}

function findOwnMember(tx: IdentityTx, workspaceId: string, userId: string): Promise<Member | null> {
  return tx.db.member.findFirst({ where: { workspaceId, userId } });
}

function toMyWorkspace(invite: FoundInvite, member: { id: string; role: string }): MyWorkspaceDto {
  const { id, slug, name } = invite.workspace;
  return { id, slug, name, memberId: member.id, role: MemberRole.parse(member.role) };
}
