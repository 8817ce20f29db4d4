import { read } from "@/lib/ctx";
import { sendMessage } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { listMessagesRoute, sendMessageRoute } from "@/lib/messages/schema";
import { reply, route } from "@/lib/web/route";

export const GET = route(listMessagesRoute, (ctx, { params, query }) =>
  read(ctx, (tx) => listMessages(tx, params.conversationId, query)),
);

export const POST = route(sendMessageRoute, async (ctx, { params, body }) => {
  const { message, created } = await sendMessage(ctx, { ...body, conversationId: params.conversationId });
  return reply(created ? 201 : 200, message);
});
