import { openCompanion } from "@/lib/demo/commands";
import { openCompanionRoute } from "@/lib/demo/schema";
import { route } from "@/lib/web/route";

export const POST = route(openCompanionRoute, (ctx) => openCompanion(ctx));
