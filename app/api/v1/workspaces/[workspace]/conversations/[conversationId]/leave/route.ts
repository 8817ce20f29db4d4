import { leaveConversation } from "@/lib/conversations/participants/commands";
import { leaveConversationRoute } from "@/lib/conversations/schema";
import { route } from "@/lib/web/route";

export const POST = route(leaveConversationRoute, (ctx, { params }) =>
  leaveConversation(ctx, params.conversationId),
);
