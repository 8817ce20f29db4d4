import { continueRun } from "@/lib/runs/commands";
import { continueRunRoute } from "@/lib/runs/schema";
import { route } from "@/lib/web/route";

export const POST = route(continueRunRoute, (ctx, { params }) => continueRun(ctx, params.runId));
