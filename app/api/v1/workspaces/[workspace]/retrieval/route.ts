import { read } from "@/lib/ctx";
import { explainSearch } from "@/lib/sources/explanations/queries";
import { explainSearchRoute } from "@/lib/sources/schema";
import { route } from "@/lib/web/route";

export const GET = route(explainSearchRoute, (ctx, { query }) => read(ctx, (tx) => explainSearch(tx, query)));
