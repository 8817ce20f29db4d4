import { joinConversation } from "@/lib/conversations/participants/commands";
import { joinConversationRoute } from "@/lib/conversations/schema";
import { route } from "@/lib/web/route";

export const POST = route(joinConversationRoute, (ctx, { params }) =>
  joinConversation(ctx, params.conversationId),
);
