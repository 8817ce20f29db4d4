import { read } from "@/lib/ctx";
import { listReplies } from "@/lib/messages/queries";
import { listRepliesRoute } from "@/lib/messages/schema";
import { route } from "@/lib/web/route";

export const GET = route(listRepliesRoute, (ctx, { params, query }) =>
  read(ctx, (tx) => listReplies(tx, params.messageId, query)),
);
