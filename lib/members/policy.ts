import type { Ctx } from "@/lib/ctx";
import type { Prisma } from "@/prisma/generated/client";
import { isAdmin } from "./rules";

/**
 * Whom the actor may know of: everybody active, and for admins also who is deactivated. A guest knows of the people they share a
 * conversation with, and of nobody else.
 */
export function visibleMembers(ctx: Ctx): Prisma.MemberWhereInput {
  const { actor } = ctx;
  const here = { workspaceId: ctx.workspaceId, status: { not: "removed" } };
  if (actor.kind === "system" || actor.kind === "assistant") return here;
  if (actor.kind === "operator") return { ...here, id: { in: [] } };
  if (actor.kind === "visitor" || actor.role === "guest") {
    const shared = {
      conversation: { deletedAt: null, participants: { some: { memberId: actor.memberId } } },
    };
    return { ...here, status: "active", OR: [{ id: actor.memberId }, { participations: { some: shared } }] };
  }
  return isAdmin(actor.role) ? here : { ...here, status: "active" };
}

/** Addresses are for colleagues: not for guests, visitors and assistants. */
export function seesAddresses({ actor }: Ctx): boolean {
  return (actor.kind === "member" || actor.kind === "apiKey") && actor.role !== "guest";
}
