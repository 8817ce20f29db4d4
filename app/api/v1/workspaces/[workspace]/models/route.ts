import { read } from "@/lib/ctx";
import { listModels } from "@/lib/models/queries";
import { listModelsRoute } from "@/lib/models/schema";
import { route } from "@/lib/web/route";

export const GET = route(listModelsRoute, async (ctx) => ({ items: await read(ctx, listModels) }));
