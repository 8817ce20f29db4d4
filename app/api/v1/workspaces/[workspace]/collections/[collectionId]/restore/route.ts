import { restoreCollection } from "@/lib/collections/commands";
import { restoreCollectionRoute } from "@/lib/collections/schema";
import { route } from "@/lib/web/route";

export const POST = route(restoreCollectionRoute, (ctx, { params }) =>
  restoreCollection(ctx, params.collectionId),
);
