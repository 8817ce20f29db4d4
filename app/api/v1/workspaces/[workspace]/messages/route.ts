import { read } from "@/lib/ctx";
import { listNamedMessages } from "@/lib/messages/queries";
import { listNamedMessagesRoute } from "@/lib/messages/schema";
import { route } from "@/lib/web/route";

export const GET = route(listNamedMessagesRoute, (ctx, { query }) =>
  read(ctx, (tx) => listNamedMessages(tx, query.ids)),
);
