import { markRead } from "@/lib/conversations/pointers/commands";
import { markReadRoute } from "@/lib/conversations/schema";
import { route } from "@/lib/web/route";

export const PUT = route(markReadRoute, (ctx, { params, body }) =>
  markRead(ctx, params.conversationId, body),
);
