import "server-only";
import { read } from "@/lib/ctx";
import { getPageCtx } from "@/lib/web/page";
import { countInbox, listInbox } from "./queries";
import type { InboxFilter, InboxItemDto } from "./schema";

type LoadedInbox = { items: InboxItemDto[]; nextCursor: string | null };

/** The first page of the inbox. */
export async function loadInbox(slug: string, filter: InboxFilter): Promise<LoadedInbox> {
  const ctx = await getPageCtx(slug);
  return read(ctx, (tx) => listInbox(tx, { filter, limit: 50 }));
}

export async function loadInboxCount(slug: string): Promise<number> {
  const ctx = await getPageCtx(slug);
  return read(ctx, countInbox);
}
