import { splitSegment } from "@/lib/recordings/transcripts/cutting/commands";
import { splitSegmentRoute } from "@/lib/recordings/transcripts/schema";
import { route } from "@/lib/web/route";

export const POST = route(splitSegmentRoute, (ctx, { params, body }) => splitSegment(ctx, params, body));
