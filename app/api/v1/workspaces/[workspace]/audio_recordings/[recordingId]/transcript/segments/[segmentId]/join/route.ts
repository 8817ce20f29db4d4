import { joinSegment } from "@/lib/recordings/transcripts/cutting/commands";
import { joinSegmentRoute } from "@/lib/recordings/transcripts/schema";
import { route } from "@/lib/web/route";

export const POST = route(joinSegmentRoute, (ctx, { params }) => joinSegment(ctx, params));
