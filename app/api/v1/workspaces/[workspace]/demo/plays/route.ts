import { requestPlay } from "@/lib/demo/commands";
import { playDemoRoute } from "@/lib/demo/schema";
import { route } from "@/lib/web/route";

export const POST = route(playDemoRoute, (ctx) => requestPlay(ctx));
