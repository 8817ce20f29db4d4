import "server-only";
import { notFound } from "@/lib/core/errors";
import { read } from "@/lib/ctx";
import { isAdmin } from "@/lib/members/rules";
import { getPageCtx, orNotFound } from "@/lib/web/page";
import { listPins } from "./queries";
import type { PinDto } from "./schema";

/** The pinned questions; for who is no admin the page does not exist. */
export async function loadPins(slug: string): Promise<PinDto[]> {
  const ctx = await getPageCtx(slug);
  const load = async () => {
    const { actor } = ctx;
    if (actor.kind !== "member" || !isAdmin(actor.role)) throw notFound("page");
    return read(ctx, listPins);
  };
  return orNotFound(load());
}
