import { requestReset } from "@/lib/demo/commands";
import { resetDemoRoute } from "@/lib/demo/schema";
import { route } from "@/lib/web/route";

export const POST = route(resetDemoRoute, (ctx) => requestReset(ctx));
