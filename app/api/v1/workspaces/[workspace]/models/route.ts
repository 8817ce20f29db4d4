import { read } from "@/lib/ctx";
import { addModel } from "@/lib/models/commands";
import { listProviders } from "@/lib/models/keys/queries";
import { listModels } from "@/lib/models/queries";
import { addModelRoute, listModelsRoute } from "@/lib/models/schema";
import { route } from "@/lib/web/route";

export const GET = route(listModelsRoute, (ctx) =>
  read(ctx, async (tx) => ({
    items: await listModels(tx),
    providers: await listProviders(tx),
  })),
);

export const POST = route(addModelRoute, (ctx, { body }) => addModel(ctx, body));
