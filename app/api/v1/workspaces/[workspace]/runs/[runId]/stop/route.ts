import { stopRun } from "@/lib/runs/commands";
import { stopRunRoute } from "@/lib/runs/schema";
import { route } from "@/lib/web/route";

export const POST = route(stopRunRoute, (ctx, { params }) => stopRun(ctx, params.runId));
