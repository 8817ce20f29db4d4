import { read } from "@/lib/ctx";
import { searchRoute } from "@/lib/sources/schema";
import { search } from "@/lib/sources/search/queries";
import { route } from "@/lib/web/route";

export const GET = route(searchRoute, (ctx, { query }) => read(ctx, (tx) => search(tx, query)));
