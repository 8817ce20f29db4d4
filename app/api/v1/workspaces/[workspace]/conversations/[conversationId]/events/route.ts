import { listEvents } from "@/lib/conversations/log/queries";
import { listEventsRoute } from "@/lib/conversations/schema";
import { read } from "@/lib/ctx";
import { route } from "@/lib/web/route";

export const GET = route(listEventsRoute, (ctx, { params, query }) =>
  read(ctx, (tx) => listEvents(tx, params.conversationId, query)),
);
