import { setTyping } from "@/lib/conversations/pointers/commands";
import { setTypingRoute } from "@/lib/conversations/schema";
import { route } from "@/lib/web/route";

export const PUT = route(setTypingRoute, (ctx, { params, body }) =>
  setTyping(ctx, params.conversationId, body.typing),
);
