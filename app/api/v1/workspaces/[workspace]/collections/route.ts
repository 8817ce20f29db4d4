import { createCollection } from "@/lib/collections/commands";
import { listCollections } from "@/lib/collections/queries";
import { createCollectionRoute, listCollectionsRoute } from "@/lib/collections/schema";
import { read } from "@/lib/ctx";
import { route } from "@/lib/web/route";

export const GET = route(listCollectionsRoute, (ctx, { query }) =>
  read(ctx, (tx) => listCollections(tx, query)),
);

export const POST = route(createCollectionRoute, (ctx, { body }) => createCollection(ctx, body));
