import { changeParticipantRole, removeParticipant } from "@/lib/conversations/participants/commands";
import { removeParticipantRoute, updateParticipantRoute } from "@/lib/conversations/schema";
import { route } from "@/lib/web/route";

export const PATCH = route(updateParticipantRoute, (ctx, { params, body }) =>
  changeParticipantRole(ctx, params.conversationId, params.memberId, body.role),
);

export const DELETE = route(removeParticipantRoute, (ctx, { params }) =>
  removeParticipant(ctx, params.conversationId, params.memberId),
);
