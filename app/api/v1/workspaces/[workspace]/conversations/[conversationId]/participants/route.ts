import { addParticipant } from "@/lib/conversations/participants/commands";
import { listParticipants } from "@/lib/conversations/participants/queries";
import { addParticipantRoute, listParticipantsRoute } from "@/lib/conversations/schema";
import { read } from "@/lib/ctx";
import { route } from "@/lib/web/route";

export const GET = route(listParticipantsRoute, (ctx, { params, query }) =>
  read(ctx, (tx) => listParticipants(tx, params.conversationId, query)),
);

export const POST = route(addParticipantRoute, (ctx, { params, body }) =>
  addParticipant(ctx, params.conversationId, body),
);
