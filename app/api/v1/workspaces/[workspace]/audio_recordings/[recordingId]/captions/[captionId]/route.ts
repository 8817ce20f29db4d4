import { putCaption } from "@/lib/recordings/captions/commands";
import { putCaptionRoute } from "@/lib/recordings/captions/schema";
import { route } from "@/lib/web/route";

export const PUT = route(putCaptionRoute, (ctx, { params, body }) => putCaption(ctx, params, body));
