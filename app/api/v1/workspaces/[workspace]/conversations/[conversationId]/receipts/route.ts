import { setReceipts } from "@/lib/conversations/pointers/commands";
import { setReceiptsRoute } from "@/lib/conversations/schema";
import { route } from "@/lib/web/route";

export const PUT = route(setReceiptsRoute, (ctx, { params, body }) =>
  setReceipts(ctx, params.conversationId, body),
);
