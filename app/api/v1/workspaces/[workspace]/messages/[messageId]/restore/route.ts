import { restoreMessage } from "@/lib/messages/deletions/commands";
import { restoreMessageRoute } from "@/lib/messages/schema";
import { route } from "@/lib/web/route";

export const POST = route(restoreMessageRoute, (ctx, { params }) => restoreMessage(ctx, params.messageId));
