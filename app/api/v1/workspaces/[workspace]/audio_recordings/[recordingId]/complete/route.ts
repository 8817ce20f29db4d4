import { completeCapture } from "@/lib/recordings/capture/commands";
import { completeRecordingRoute } from "@/lib/recordings/schema";
import { route } from "@/lib/web/route";

export const POST = route(completeRecordingRoute, (ctx, { params, body }) =>
  completeCapture(ctx, params.recordingId, body),
);
