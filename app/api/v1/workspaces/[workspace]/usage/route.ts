import { read } from "@/lib/ctx";
import { getUsage } from "@/lib/runs/ledger/queries";
import { getUsageRoute } from "@/lib/runs/schema";
import { route } from "@/lib/web/route";

export const GET = route(getUsageRoute, (ctx, { query }) => read(ctx, (tx) => getUsage(tx, query.days)));
