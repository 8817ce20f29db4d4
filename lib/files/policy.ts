import { visibleConversations } from "@/lib/conversations/policy";
import { actorMemberId, type Ctx } from "@/lib/ctx";
import { visibleAudiences } from "@/lib/sources/audiences/policy";
import type { Prisma } from "@/prisma/generated/client";

/** The files that the actor brought, and those that something uses of which they are a reader: a message while it is there, where it is. */
export function visibleFiles(ctx: Ctx): Prisma.FileWhereInput {
  const here = { workspaceId: ctx.workspaceId };
  if (ctx.actor.kind === "system") return here;
  return {
    ...here,
    OR: [
      { createdById: actorMemberId(ctx) ?? "00000000-0000-0000-0000-000000000000" },
      { uses: { some: { audience: visibleAudiences(ctx) } } },
      { messages: { some: { message: { deletedAt: null, conversation: visibleConversations(ctx) } } } },
    ],
  };
}
