import { read } from "@/lib/ctx";
import { deleteMessage, editMessage } from "@/lib/messages/commands";
import { getMessageDto } from "@/lib/messages/queries";
import { deleteMessageRoute, editMessageRoute, getMessageRoute } from "@/lib/messages/schema";
import { reply, route } from "@/lib/web/route";

export const GET = route(getMessageRoute, (ctx, { params }) =>
  read(ctx, (tx) => getMessageDto(tx, params.messageId)),
);

export const PATCH = route(editMessageRoute, (ctx, { params, body }) =>
  editMessage(ctx, params.messageId, body.body),
);

export const DELETE = route(deleteMessageRoute, async (ctx, { params }) => {
  await deleteMessage(ctx, params.messageId);
  return reply(204, undefined);
});
