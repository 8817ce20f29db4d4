import { setInboxItem } from "@/lib/messages/inbox/commands";
import { setInboxItemRoute } from "@/lib/messages/schema";
import { route } from "@/lib/web/route";

export const PUT = route(setInboxItemRoute, (ctx, { params, body }) =>
  setInboxItem(ctx, params.itemId, body.done),
);
