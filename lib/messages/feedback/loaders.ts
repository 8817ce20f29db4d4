import "server-only";
import { notFound } from "@/lib/core/errors";
import { read } from "@/lib/ctx";
import { isAdmin } from "@/lib/members/rules";
import { getPageCtx, orNotFound } from "@/lib/web/page";
import { getFeedback } from "./queries";
import type { FeedbackDto } from "./schema";

/** What readers think of quotes; for who is no admin the page does not exist. */
export async function loadFeedback(slug: string): Promise<FeedbackDto> {
  const ctx = await getPageCtx(slug);
  const load = async () => {
    const { actor } = ctx;
    if (actor.kind !== "member" || !isAdmin(actor.role)) throw notFound("page");
    return read(ctx, getFeedback);
  };
  return orNotFound(load());
}
