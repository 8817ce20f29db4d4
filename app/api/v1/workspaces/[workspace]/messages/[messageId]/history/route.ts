import { read } from "@/lib/ctx";
import { listRevisions } from "@/lib/messages/queries";
import { listRevisionsRoute } from "@/lib/messages/schema";
import { route } from "@/lib/web/route";

export const GET = route(listRevisionsRoute, (ctx, { params, query }) =>
  read(ctx, (tx) => listRevisions(tx, params.messageId, query)),
);
