import { setInboxItem } from "@/lib/inbox/commands";
import { setInboxItemRoute } from "@/lib/inbox/schema";
import { route } from "@/lib/web/route";

export const PUT = route(setInboxItemRoute, (ctx, { params, body }) =>
  setInboxItem(ctx, params.itemId, body.done),
);
