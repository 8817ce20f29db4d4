import { restoreConversation } from "@/lib/conversations/deletion/commands";
import { restoreConversationRoute } from "@/lib/conversations/schema";
import { route } from "@/lib/web/route";

export const POST = route(restoreConversationRoute, (ctx, { params }) =>
  restoreConversation(ctx, params.conversationId),
);
