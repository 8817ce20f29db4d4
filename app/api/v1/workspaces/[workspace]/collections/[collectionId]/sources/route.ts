import { addSourcesRoute, listCollectedRoute } from "@/lib/collections/schema";
import { addSources } from "@/lib/collections/sources/commands";
import { listCollected } from "@/lib/collections/sources/queries";
import { read } from "@/lib/ctx";
import { route } from "@/lib/web/route";

export const GET = route(listCollectedRoute, (ctx, { params, query }) =>
  read(ctx, (tx) => listCollected(tx, params.collectionId, query)),
);

export const POST = route(addSourcesRoute, (ctx, { params, body }) =>
  addSources(ctx, params.collectionId, body),
);
