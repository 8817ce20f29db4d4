import { updateConversation } from "@/lib/conversations/commands";
import { deleteConversation } from "@/lib/conversations/deletion/commands";
import { getConversationDto } from "@/lib/conversations/queries";
import {
  deleteConversationRoute,
  getConversationRoute,
  updateConversationRoute,
} from "@/lib/conversations/schema";
import { read } from "@/lib/ctx";
import { route } from "@/lib/web/route";

export const GET = route(getConversationRoute, (ctx, { params }) =>
  read(ctx, (tx) => getConversationDto(tx, params.conversationId)),
);

export const PATCH = route(updateConversationRoute, (ctx, { params, body }) =>
  updateConversation(ctx, params.conversationId, body),
);

export const DELETE = route(deleteConversationRoute, (ctx, { params }) =>
  deleteConversation(ctx, params.conversationId),
);
