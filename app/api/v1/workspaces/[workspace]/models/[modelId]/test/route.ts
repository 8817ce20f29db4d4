import { testModelRoute } from "@/lib/models/schema";
import { tryModel } from "@/lib/runs/trials/commands";
import { route } from "@/lib/web/route";

export const POST = route(testModelRoute, (ctx, { params }) => tryModel(ctx, params.modelId));
