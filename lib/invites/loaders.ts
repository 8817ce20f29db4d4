import "server-only";
import { isAppError } from "@/lib/core/errors";
import { getVisitor } from "@/lib/web/page";
import { viewInvite } from "./acceptance/commands";
import type { InviteViewDto } from "./schema";

/** What the invite of an address leads to, or null when it never was, or does not work any more. */
export async function findInvite(token: string): Promise<InviteViewDto | null> {
  const { identity: ctx } = await getVisitor();
  try {
    return await viewInvite(ctx, token);
  } catch (error) {
    if (isAppError(error, "NOT_FOUND") || isAppError(error, "GONE")) return null;
    throw error;
  }
}
