import { read } from "@/lib/ctx";
import { getIndexHealth } from "@/lib/documents/health/queries";
import { getIndexHealthRoute } from "@/lib/documents/health/schema";
import { route } from "@/lib/web/route";

export const GET = route(getIndexHealthRoute, (ctx) => read(ctx, getIndexHealth));
