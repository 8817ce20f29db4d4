import { cursorId, pageById } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { Actor, IdentityTx, Role, TxCtx } from "@/lib/ctx";
import type { Member } from "@/prisma/generated/client";
import { seesAddresses, visibleMembers } from "./policy";
import { type MemberDto, MemberRole, type MemberStatus, SalesAccess } from "./schema";

/** An active membership of a workspace that has not been deleted. */
export type Membership = { workspaceId: string; memberId: string; role: Role; name: string };

/** The membership of a person by the workspace's slug, in one statement, or null. */
export async function findMembership(
  tx: IdentityTx,
  userId: string,
  slug: string,
): Promise<Membership | null> {
  if (!/^[a-z0-9-]{1,100}$/.test(slug)) return null; // nothing that could be one, and nothing that a database chokes on
  const rows = await tx.db.$queryRaw<Membership[]>`
    select m."workspaceId", m.id as "memberId", m.role, m.name
    from "Workspace" w join "Member" m on m."workspaceId" = w.id
    where w.slug = ${slug} and w."deletedAt" is null and m."userId" = ${userId}::uuid and m.status = 'active'`;
  return rows[0] ?? null;
}

export function memberActor(
  userId: string,
  { memberId, role, name }: Omit<Membership, "workspaceId">,
): Actor {
  return { kind: "member", memberId, userId, role, name };
}

type ListOptions = {
  kind?: "person" | "assistant" | undefined;
  status: MemberStatus;
  cursor?: string | undefined;
  limit: number;
};

/** Members whom the actor may know of, in the order in which they joined. Only admins see who is deactivated. */
export async function listMembers(tx: TxCtx, options: ListOptions) {
  const after = cursorId(options.cursor);
  const rows = await tx.db.member.findMany({
    where: {
      AND: [
        visibleMembers(tx),
        { status: options.status },
        options.kind ? { kind: options.kind } : {},
        after ? { id: { gt: after } } : {},
      ],
    },
    orderBy: { id: "asc" },
    take: options.limit + 1,
  });
  return pageById(rows, options.limit, (row) => toMemberDto(tx, row));
}

/** Throws NOT_FOUND, also for somebody whom the actor may not know of. */
export async function getMember(tx: TxCtx, memberId: string): Promise<Member> {
  const row = await tx.db.member.findFirst({ where: { AND: [visibleMembers(tx), { id: memberId }] } });
  if (!row) throw notFound("member");
  return row;
}

export async function getMemberDto(tx: TxCtx, memberId: string): Promise<MemberDto> {
  return toMemberDto(tx, await getMember(tx, memberId));
}

export function toMemberDto(tx: TxCtx, row: Member): MemberDto {
  return {
    id: row.id,
    kind: row.kind === "assistant" || row.kind === "visitor" ? row.kind : "person",
    name: row.name,
    email: seesAddresses(tx) ? row.email : null,
    avatarFileId: row.avatarFileId,
    role: MemberRole.parse(row.role),
    salesAccess: SalesAccess.parse(row.salesAccess),
    status: row.status === "active" ? "active" : "deactivated",
    statusText: row.statusText,
    online: row.online,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    joinedAt: row.createdAt.toISOString(),
  };
}
