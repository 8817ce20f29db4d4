import { createConversation } from "@/lib/conversations/commands";
import { listConversations } from "@/lib/conversations/queries";
import { createConversationRoute, listConversationsRoute } from "@/lib/conversations/schema";
import { read } from "@/lib/ctx";
import { reply, route } from "@/lib/web/route";

export const GET = route(listConversationsRoute, (ctx, { query }) =>
  read(ctx, (tx) =>
    listConversations(tx, {
      joined: query.joined === "true",
      limit: query.limit,
      cursor: query.cursor,
      ...(query.kind ? { kind: query.kind } : {}),
    }),
  ),
);

export const POST = route(createConversationRoute, async (ctx, { body }) => {
  const { conversation, created } = await createConversation(ctx, body);
  return reply(created ? 201 : 200, conversation);
});
