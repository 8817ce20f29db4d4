import { addReaction, removeReaction } from "@/lib/messages/reactions/commands";
import { addReactionRoute, removeReactionRoute } from "@/lib/messages/schema";
import { route } from "@/lib/web/route";

export const PUT = route(addReactionRoute, (ctx, { params }) => addReaction(ctx, params));

export const DELETE = route(removeReactionRoute, (ctx, { params }) => removeReaction(ctx, params));
