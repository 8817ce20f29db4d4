import { forbidden } from "@/lib/core/errors";
import type { Ctx } from "@/lib/ctx";
import type { Prisma } from "@/prisma/generated/client";
import { canManage, canPost, type Viewer } from "./rules";

/** What the actor may read: where they take part, and public channels unless they are a guest. Shared by lists and single look-ups. */
export function visibleConversations(ctx: Ctx): Prisma.ConversationWhereInput {
  const { actor } = ctx;
  const here = { workspaceId: ctx.workspaceId, deletedAt: null };
  if (actor.kind === "system" || actor.kind === "assistant") return here;
  if (actor.kind === "operator") return { ...here, id: { in: [] } };
  const taking = { participants: { some: { memberId: actor.memberId } } };
  if (actor.kind === "visitor" || actor.role === "guest") return { ...here, ...taking };
  return { ...here, OR: [taking, { kind: "channel", visibility: "public" }] };
}

type Place = { kind: string; visibility: string; deletedAt: Date | null };

/** The same decision about one row of this workspace that was read already, by whether the actor takes part in it. */
export function seesConversation({ actor }: Ctx, conversation: Place, takesPart: boolean): boolean {
  if (conversation.deletedAt) return false;
  if (actor.kind === "system" || actor.kind === "assistant") return true;
  if (actor.kind === "operator") return false;
  if (takesPart) return true;
  if (actor.kind === "visitor" || actor.role === "guest") return false;
  return conversation.kind === "channel" && conversation.visibility === "public";
}

type Viewed = { kind: string; visibility: string; archivedAt: Date | null };

export function requireCanPost(viewer: Viewer, conversation: Viewed): void {
  if (conversation.archivedAt)
    throw forbidden("This conversation is archived. Bring it back to write in it.");
  if (!canPost(viewer, conversation)) throw forbidden("Join the channel first to write in it.");
}

export function requireCanManage(viewer: Viewer, conversation: Viewed): void {
  if (!canManage(viewer, conversation)) throw forbidden("Only an admin of this conversation may do that.");
}
