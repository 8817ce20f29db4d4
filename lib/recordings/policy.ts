import { forbidden } from "@/lib/core/errors";
import { actorMemberId, type Ctx } from "@/lib/ctx";
import { visibleAudiences } from "@/lib/sources/audiences/policy";
import type { Prisma } from "@/prisma/generated/client";
import { canAddRecordings, canManageRecording } from "./rules";

/** What was not sent, or whose message is still there: a voice message goes with its message, at once. */
export const NOT_UNSAID = {
  OR: [{ message: { is: null } }, { message: { is: { deletedAt: null } } }],
} satisfies Prisma.RecordingWhereInput;

/** The recordings that the actor may hear. Shared by lists, single look-ups, transcripts, reports and files. */
export function visibleRecordings(ctx: Ctx): Prisma.RecordingWhereInput {
  return { workspaceId: ctx.workspaceId, deletedAt: null, audience: visibleAudiences(ctx), ...NOT_UNSAID };
}

/** Those that were deleted and can be brought back, by who could manage them. */
export function restorableRecordings(ctx: Ctx): Prisma.RecordingWhereInput {
  const { actor } = ctx;
  const isAdmin = "role" in actor && (actor.role === "admin" || actor.role === "owner");
  const own = isAdmin ? {} : { createdById: actorMemberId(ctx) ?? ctx.workspaceId };
  return { ...visibleRecordings(ctx), deletedAt: { not: null }, ...own };
}

type NewRecording = { kind?: string | undefined; capture?: true | undefined };

/** A voice message is begun by whoever may write somewhere, guests too: until it is sent it is theirs alone. */
export function requireCanAddRecordings(ctx: Ctx, { kind, capture }: NewRecording): void {
  const { actor } = ctx;
  if (kind === "voice" && capture) return;
  if (actor.kind === "visitor" || ("role" in actor && !canAddRecordings(actor)))
    throw forbidden("Guests cannot add recordings.");
}

/** Correct, rename, share, delete: whoever brought it, and admins where they may hear it. */
export function requireCanManageRecording(
  ctx: Ctx,
  recording: { createdById: string | null; kind: string },
): void {
  const { actor } = ctx;
  if (actor.kind === "system") return;
  const viewer = {
    memberId: actorMemberId(ctx) ?? "",
    role: "role" in actor ? actor.role : ("guest" as const),
  };
  if (!canManageRecording(viewer, recording))
    throw forbidden("Only whoever brought this recording, or an admin, may do that.");
}

/** Outside: who manages it, and no guest, who may keep a voice message of their own. */
export function requireCanShareRecording(
  ctx: Ctx,
  recording: { createdById: string | null; kind: string },
): void {
  requireCanEditRecordings(ctx);
  requireCanManageRecording(ctx, recording);
}

/** Whoever may hear it writes notes and corrects words, guests excepted: they only listen. */
export function requireCanEditRecordings(ctx: Ctx): void {
  const { actor } = ctx;
  if (actor.kind === "system") return;
  if (actor.kind === "visitor" || ("role" in actor && !canAddRecordings(actor)))
    throw forbidden("Guests cannot change recordings.");
}
