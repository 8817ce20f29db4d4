import "server-only";
import { read } from "@/lib/ctx";
import { getPageCtx } from "@/lib/web/page";
import { type SearchDto, searchRoute } from "./schema";
import { search } from "./search/queries";

const PAGE = 30;

/** What a search finds at once; null where nothing is looked for, or not in a way that can be understood. */
export async function loadSearch(slug: string, asked: Record<string, string>): Promise<SearchDto | null> {
  const query = searchRoute.query.safeParse({ ...asked, limit: PAGE });
  if (!query.success || query.data.q.trim() === "") return null;
  const ctx = await getPageCtx(slug);
  return read(ctx, (tx) => search(tx, query.data));
}
