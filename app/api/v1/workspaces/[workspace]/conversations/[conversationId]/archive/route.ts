import { archiveConversation } from "@/lib/conversations/commands";
import { archiveConversationRoute } from "@/lib/conversations/schema";
import { route } from "@/lib/web/route";

export const POST = route(archiveConversationRoute, (ctx, { params, body }) =>
  archiveConversation(ctx, params.conversationId, body.archived),
);
