import "server-only";
import { isAppError } from "@/lib/core/errors";
import { read } from "@/lib/ctx";
import { getPageCtx, getVisitor } from "@/lib/web/page";
import { viewInvite } from "./acceptance/commands";
import { listInvites } from "./queries";
import { rolesToInvite } from "./rules";
import type { InviteDto, InviteViewDto } from "./schema";

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

/** The open invites of the workspace, newest first; none for who may not invite. */
export async function loadInvites(slug: string): Promise<InviteDto[]> {
  const ctx = await getPageCtx(slug);
  if (ctx.actor.kind !== "member" || rolesToInvite(ctx.actor).length === 0) return [];
  const { items } = await read(ctx, (tx) => listInvites(tx, { status: "open", limit: 100 }));
  return items;
}
