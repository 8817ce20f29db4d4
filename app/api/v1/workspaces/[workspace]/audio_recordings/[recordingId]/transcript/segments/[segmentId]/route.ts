import { updateSegment } from "@/lib/recordings/transcripts/commands";
import { updateSegmentRoute } from "@/lib/recordings/transcripts/schema";
import { route } from "@/lib/web/route";

export const PATCH = route(updateSegmentRoute, (ctx, { params, body }) => updateSegment(ctx, params, body));
