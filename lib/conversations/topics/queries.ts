import { enter, type IdentityCtx, type IdentityTx, identity } from "@/lib/ctx";
import { type Membership, memberActor } from "@/lib/members/queries";
import { findAudibleConversations } from "../queries";
import { readTopic } from "./schema";

type Listener = { userId: string; workspaceId: string | null };

/**
 * Of the topics asked for, those that a person may hear: their own, those of their workspaces (not as a guest), and those of
 * conversations they take part in or could read. One query for the memberships, and one a workspace for all its conversations.
 */
export function findHeardTopics(ctx: IdentityCtx, listener: Listener, asked: string[]): Promise<Set<string>> {
  return identity(ctx, async (tx) => {
    const memberships = await listMemberships(tx, listener);
    const targets = asked.map((topic) => ({ topic, target: readTopic(topic) }));
    const conversationIds = targets.flatMap(({ target }) =>
      target?.kind === "conversation" ? [target.id] : [],
    );
    const audible = await findAudible(tx, listener.userId, memberships, conversationIds);
    const heard = targets.filter(({ target }) => {
      if (target?.kind === "member") return memberships.some(({ memberId }) => memberId === target.id);
      if (target?.kind === "workspace")
        return memberships.some(({ workspaceId, role }) => workspaceId === target.id && role !== "guest");
      return target !== null && audible.has(target.id);
    });
    return new Set(heard.map(({ topic }) => topic));
  });
}

async function findAudible(
  tx: IdentityTx,
  userId: string,
  memberships: Membership[],
  conversationIds: string[],
): Promise<Set<string>> {
  const audible = new Set<string>();
  for (const membership of memberships) {
    const open = conversationIds.filter((id) => !audible.has(id));
    if (open.length === 0) break;
    const place = { workspaceId: membership.workspaceId, actor: memberActor(userId, membership) };
    const found = await enter(tx, place, (inside) => findAudibleConversations(inside, open));
    for (const id of found) audible.add(id);
  }
  return audible;
}

function listMemberships(tx: IdentityTx, { userId, workspaceId }: Listener): Promise<Membership[]> {
  return tx.db.$queryRaw<Membership[]>`
    select m."workspaceId", m.id as "memberId", m.role, m.name
    from "Member" m join "Workspace" w on w.id = m."workspaceId"
    where m."userId" = ${userId}::uuid and m.status = 'active' and w."deletedAt" is null
      and (${workspaceId}::uuid is null or w.id = ${workspaceId}::uuid)
    order by m."createdAt", m.id`;
}
