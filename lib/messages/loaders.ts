import "server-only";
import { read } from "@/lib/ctx";
import { getPageCtx } from "@/lib/web/page";
import { listInbox } from "./queries";
import type { InboxItemDto } from "./schema";

/** The first page of the inbox. */
export async function loadInbox(slug: string, filter: "open" | "all"): Promise<InboxItemDto[]> {
  const ctx = await getPageCtx(slug);
  const { items } = await read(ctx, (tx) => listInbox(tx, { filter, limit: 50 }));
  return items;
}
