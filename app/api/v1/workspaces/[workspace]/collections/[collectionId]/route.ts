import { deleteCollection, updateCollection } from "@/lib/collections/commands";
import { describeCollection } from "@/lib/collections/queries";
import { deleteCollectionRoute, getCollectionRoute, updateCollectionRoute } from "@/lib/collections/schema";
import { read } from "@/lib/ctx";
import { reply, route } from "@/lib/web/route";

export const GET = route(getCollectionRoute, (ctx, { params }) =>
  read(ctx, (tx) => describeCollection(tx, params.collectionId)),
);

export const PATCH = route(updateCollectionRoute, (ctx, { params, body }) =>
  updateCollection(ctx, params.collectionId, body),
);

export const DELETE = route(deleteCollectionRoute, async (ctx, { params }) => {
  await deleteCollection(ctx, params.collectionId);
  return reply(204, undefined);
});
