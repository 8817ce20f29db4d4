import { visibleConversations } from "@/lib/conversations/policy";
import type { Ctx } from "@/lib/ctx";
import type { Prisma } from "@/prisma/generated/client";

/**
 * The audiences that hold the actor: what is meant for them is theirs to read. A private set holds those whom it names and nobody else,
 * whatever their role; the workspace's holds no guests.
 */
export function visibleAudiences(ctx: Ctx): Prisma.AudienceWhereInput {
  const { actor } = ctx;
  const here = { workspaceId: ctx.workspaceId };
  if (actor.kind === "system") return here;
  if (actor.kind === "operator") return { ...here, id: { in: [] } };
  const isOutsider = actor.kind === "visitor" || (actor.kind !== "assistant" && actor.role === "guest");
  return {
    ...here,
    OR: [
      ...(isOutsider ? [] : [{ kind: "workspace" }]),
      { kind: "members", memberIds: { has: actor.memberId } },
      { kind: "conversation", conversation: { is: visibleConversations(ctx) } },
    ],
  };
}
