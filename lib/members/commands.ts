import { appendAudit } from "@/lib/audit/policy";
import { AppError, forbidden, notFound } from "@/lib/core/errors";
import {
  type Ctx,
  enter,
  type IdentityCtx,
  identity,
  outside,
  type Role,
  type TxCtx,
  transaction,
} from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import type { Member } from "@/prisma/generated/client";
import { accessRevoked, memberChanged } from "./events";
import { getMember, memberActor, toMemberDto } from "./queries";
import { canDeactivate, canGiveRole, canManageMember, canRemove } from "./rules";
import { type MemberDto, MemberRole, type UpdateMember } from "./schema";

/**
 * Changes a role or sales access, deactivates, or activates again. Throws FORBIDDEN, and CONFLICT when the workspace would be left
 * without an owner. Emits member.changed, and access.revoked where somebody loses something. Audited.
 */
export function updateMember(ctx: Ctx | TxCtx, memberId: string, input: UpdateMember): Promise<MemberDto> {
  return transaction(ctx, async (tx) => {
    await lockOwners(tx);
    const before = await getMember(tx, memberId);
    requireMay(tx, before, input);
    if (before.role === "owner" && (loses(input.role, "owner") || input.status === "deactivated"))
      await keepAnOwner(tx, memberId);
    const after = await tx.db.member.update({
      where: keyOf(tx, memberId),
      data: {
        ...(input.role ? { role: input.role } : {}),
        ...(input.salesAccess ? { salesAccess: input.salesAccess } : {}),
        ...(input.status ? { status: input.status } : {}),
        ...(input.status ? { deactivatedAt: input.status === "active" ? null : tx.clock.now() } : {}),
      },
    });
    if (after.status === "deactivated" && before.status === "active")
      await endAccess(tx, after, "deactivated");
    else if (after.role !== before.role) await endConnections(tx, after, "another role");
    await enqueue(tx, memberChanged({ workspaceId: tx.workspaceId, memberId, status: statusOf(after) }));
    await noteChange(tx, before, after);
    return toMemberDto(tx, after);
  });
}

/**
 * Removes somebody, or leaves. What they wrote stays; the row stays with it, so that coming back is coming back.
 * Throws FORBIDDEN, and CONFLICT for the last owner. Emits member.changed and access.revoked. Audited.
 */
export function removeMember(ctx: Ctx | TxCtx, memberId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    await lockOwners(tx);
    const member = await getMember(tx, memberId);
    if (!canRemove(viewerOf(tx), shapeOf(member)))
      throw forbidden("Only admins remove others, and only owners remove owners.");
    // The route is every member's, because everybody may leave; what only admins do, a key does with that scope.
    const { actor } = tx;
    if (actor.kind === "apiKey" && actor.memberId !== memberId && !actor.scopes.includes("admin"))
      throw forbidden('This key has no scope "admin".');
    if (member.role === "owner") await keepAnOwner(tx, memberId);
    await depart(tx, member);
  });
}

/**
 * Makes another member the owner, and oneself an admin. Throws CONFLICT for a guest or somebody inactive. Emits member.changed for both.
 * Audited.
 */
export function transferOwnership(ctx: Ctx | TxCtx, memberId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    await lockOwners(tx);
    const viewer = viewerOf(tx);
    const target = await getMember(tx, memberId);
    if (viewer.role !== "owner") throw forbidden("Only an owner may do this.");
    if (target.id === viewer.memberId) return;
    if (target.kind !== "person" || target.status !== "active" || target.role === "guest")
      throw new AppError("CONFLICT", "Choose an active member who is not a guest.");
    await tx.db.member.update({ where: keyOf(tx, memberId), data: { role: "owner" } });
    await tx.db.member.update({ where: keyOf(tx, viewer.memberId), data: { role: "admin" } });
    for (const id of [memberId, viewer.memberId])
      await enqueue(tx, memberChanged({ workspaceId: tx.workspaceId, memberId: id, status: "active" }));
    await appendAudit(tx, {
      action: "owner.transferred",
      target: { kind: "member", id: memberId },
      before: { owner: viewer.memberId },
      after: { owner: memberId },
    });
  });
}

/**
 * Leaves every workspace, as before an account is deleted. Throws CONFLICT, and leaves none, while one of them would be left without
 * an owner. Emits member.changed and access.revoked in each. Audited in each.
 */
export async function leaveEveryWorkspace(ctx: IdentityCtx, userId: string): Promise<void> {
  await identity(ctx, async (tx) => {
    const memberships = await tx.db.member.findMany({
      where: { userId, status: { not: "removed" }, workspace: { deletedAt: null } },
      include: { workspace: { select: { name: true } } },
      orderBy: { workspaceId: "asc" },
    });
    for (const { workspace, ...member } of memberships) {
      const actor = memberActor(userId, {
        memberId: member.id,
        role: MemberRole.parse(member.role),
        name: member.name,
      });
      await enter(tx, { workspaceId: member.workspaceId, actor }, async (inside) => {
        await lockOwners(inside);
        const now = await inside.db.member.findUniqueOrThrow({ where: keyOf(inside, member.id) });
        if (now.role === "owner") await keepAnOwner(inside, member.id, workspace.name);
        await depart(inside, now);
        await inside.db.member.update({
          where: keyOf(inside, member.id),
          data: { userId: null, email: null },
        });
      });
    }
  });
}

async function depart(tx: TxCtx, member: Member): Promise<void> {
  await tx.db.member.update({
    where: keyOf(tx, member.id),
    data: { status: "removed", role: "member", online: false, deactivatedAt: tx.clock.now() },
  });
  await endAccess(tx, member, "removed");
  await enqueue(tx, memberChanged({ workspaceId: tx.workspaceId, memberId: member.id, status: "removed" }));
  await appendAudit(tx, {
    action: "member.removed",
    target: { kind: "member", id: member.id },
    before: { name: member.name, role: member.role },
  });
}

/** Ends what reaches into the workspace from outside: keys at once, sockets right after commit. */
async function endAccess(tx: TxCtx, member: Member, reason: string): Promise<void> {
  const { userId } = member;
  if (userId) {
    const now = tx.clock.now();
    await outside(tx, (db) =>
      db.apiKey.updateMany({
        where: { userId, workspaceId: tx.workspaceId, revokedAt: null },
        data: { revokedAt: now },
      }),
    );
  }
  await endConnections(tx, member, reason);
}

async function endConnections(tx: TxCtx, member: Member, reason: string): Promise<void> {
  await enqueue(tx, accessRevoked({ memberId: member.id, userId: member.userId, reason }));
}

function requireMay(tx: TxCtx, target: Member, input: UpdateMember): void {
  const viewer = viewerOf(tx);
  const shape = shapeOf(target);
  if (!canManageMember(viewer, shape))
    throw forbidden("Only admins change members, and only owners change owners.");
  if (input.role && input.role !== shape.role && !canGiveRole(viewer, shape, input.role))
    throw forbidden("Only an owner makes somebody an owner.");
  if (input.status === "deactivated" && !canDeactivate(viewer, shape))
    throw forbidden("You cannot deactivate yourself. You can leave the workspace.");
}

/** Of two owners who step down at the same moment, the second one waits here and then finds itself the last. */
async function lockOwners(tx: TxCtx): Promise<void> {
  await tx.db.$queryRaw`
    select id from "Member"
    where "workspaceId" = ${tx.workspaceId}::uuid and role = 'owner' order by id for no key update`;
}

async function keepAnOwner(tx: TxCtx, leavingId: string, workspaceName?: string): Promise<void> {
  const others = await tx.db.member.count({
    where: { workspaceId: tx.workspaceId, role: "owner", status: "active", NOT: { id: leavingId } },
  });
  if (others > 0) return;
  const place = workspaceName ? `${workspaceName} has` : "A workspace has";
  throw new AppError(
    "CONFLICT",
    `${place} no other owner. Make somebody else the owner first, or delete the workspace.`,
  );
}

async function noteChange(tx: TxCtx, before: Member, after: Member): Promise<void> {
  const fields = (["role", "salesAccess", "status"] as const).filter(
    (field) => before[field] !== after[field],
  );
  if (fields.length === 0) return;
  const action =
    before.status === after.status
      ? "member.updated"
      : after.status === "active"
        ? "member.activated"
        : "member.deactivated";
  const pick = (row: Member) => Object.fromEntries(fields.map((field) => [field, row[field]]));
  await appendAudit(tx, {
    action,
    target: { kind: "member", id: after.id },
    before: pick(before),
    after: pick(after),
  });
}

function loses(next: Role | undefined, role: Role): boolean {
  return next !== undefined && next !== role;
}

function viewerOf({ actor }: TxCtx): { memberId: string; role: Role } {
  if (actor.kind !== "member" && actor.kind !== "apiKey") throw notFound("member");
  return { memberId: actor.memberId, role: actor.role };
}

function shapeOf(member: Member): { id: string; kind: string; role: Role } {
  return { id: member.id, kind: member.kind, role: MemberRole.parse(member.role) };
}

function statusOf(member: Member): "active" | "deactivated" {
  return member.status === "active" ? "active" : "deactivated";
}

function keyOf(tx: TxCtx, id: string) {
  return { workspaceId_id: { workspaceId: tx.workspaceId, id } };
}
