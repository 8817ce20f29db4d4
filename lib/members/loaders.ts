import "server-only";
import { read } from "@/lib/ctx";
import { getPageCtx } from "@/lib/web/page";
import { listMembers } from "./queries";
import { isAdmin } from "./rules";
import type { MemberDto } from "./schema";

export type LoadedMembers = { members: MemberDto[]; nextCursor: string | null; deactivated: MemberDto[] };

const PAGE = 100;

/** Who is in the workspace; for admins also who is deactivated. */
export async function loadMembers(slug: string): Promise<LoadedMembers> {
  const ctx = await getPageCtx(slug);
  const seesAll = ctx.actor.kind === "member" && isAdmin(ctx.actor.role);
  return read(ctx, async (tx) => {
    const { items, nextCursor } = await listMembers(tx, { status: "active", limit: PAGE });
    const inactive = seesAll ? await listMembers(tx, { status: "deactivated", limit: PAGE }) : null;
    return { members: items, nextCursor, deactivated: inactive?.items ?? [] };
  });
}
