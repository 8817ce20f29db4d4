import { getConversation } from "@/lib/conversations/queries";
import { invalid, isAppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { visibleMembers } from "@/lib/members/policy";
import type { AudienceOf } from "./schema";

/**
 * The row of an audience, made when it is first needed. A public channel has its own as well: that its extent is the whole workspace is
 * computed when asked (findAudiences), so that opening or closing a channel moves no row. Emits nothing. Exempt from audit: it names
 * readers, and gives them nothing yet.
 */
export async function ensureAudience(tx: TxCtx, audience: AudienceOf): Promise<string> {
  const { workspaceId } = tx;
  const { kind } = audience;
  const conversationId = kind === "conversation" ? audience.conversationId : null;
  const memberIds = kind === "members" ? [...new Set(audience.memberIds)].sort() : [];
  const key = kind === "conversation" ? null : kind === "workspace" ? kind : `members ${memberIds.join(" ")}`;
  const where = conversationId ? { workspaceId, conversationId } : { workspaceId, key };
  const known = await tx.db.audience.findFirst({ where, select: { id: true } });
  if (known) return known.id;
  await tx.db.audience.createMany({
    data: [{ workspaceId, id: newId(), kind, conversationId, memberIds, key }],
    skipDuplicates: true,
  });
  const made = await tx.db.audience.findFirstOrThrow({ where, select: { id: true } });
  return made.id;
}

type ChosenReaders = {
  visibility: "workspace" | "conversation" | "private";
  conversationId?: string | undefined;
  memberIds?: string[] | undefined;
};

/**
 * The audience of what somebody shares. One shares only with a conversation that one can read, and only with people whom one can know of;
 * what is private, one reads oneself. Throws INVALID by the field. Emits nothing. Exempt from audit: see ensureAudience.
 */
export async function chooseAudience(
  tx: TxCtx,
  { visibility, conversationId, memberIds = [] }: ChosenReaders,
): Promise<string> {
  if (visibility !== "conversation" && conversationId)
    throw invalid("conversationId", "Only for visibility conversation.");
  if (visibility !== "private" && memberIds.length > 0)
    throw invalid("memberIds", "Only for visibility private.");
  if (visibility === "workspace") return ensureAudience(tx, { kind: "workspace" });
  if (visibility === "private") {
    await requirePeople(tx, memberIds);
    return ensureAudience(tx, { kind: "members", memberIds: [actorMemberId(tx) ?? "", ...memberIds] });
  }
  if (!conversationId) throw invalid("conversationId", "Say which conversation it is for.");
  await getConversation(tx, conversationId).catch((error: unknown) => {
    throw isAppError(error, "NOT_FOUND")
      ? invalid("conversationId", "There is no such conversation.")
      : error;
  });
  return ensureAudience(tx, { kind: "conversation", conversationId });
}

async function requirePeople(tx: TxCtx, memberIds: string[]): Promise<void> {
  const ids = [...new Set(memberIds)];
  const known = await tx.db.member.count({
    where: { AND: [visibleMembers(tx), { id: { in: ids }, kind: "person", status: "active" }] },
  });
  if (known < ids.length) throw invalid("memberIds", "Somebody here is not a member.");
}
