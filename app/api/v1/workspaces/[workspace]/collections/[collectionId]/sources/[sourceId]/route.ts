import { removeSourceRoute } from "@/lib/collections/schema";
import { removeSource } from "@/lib/collections/sources/commands";
import { reply, route } from "@/lib/web/route";

export const DELETE = route(removeSourceRoute, async (ctx, { params }) => {
  await removeSource(ctx, params.collectionId, params.sourceId);
  return reply(204, undefined);
});
