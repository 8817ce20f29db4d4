import { scorePins } from "@/lib/runs/scoring/commands";
import { scorePinsRoute } from "@/lib/sources/pins/schema";
import { route } from "@/lib/web/route";

export const POST = route(scorePinsRoute, (ctx) => scorePins(ctx));
