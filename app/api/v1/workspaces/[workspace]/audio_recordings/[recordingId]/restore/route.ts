import { restoreRecording } from "@/lib/recordings/commands";
import { restoreRecordingRoute } from "@/lib/recordings/schema";
import { route } from "@/lib/web/route";

export const POST = route(restoreRecordingRoute, (ctx, { params }) =>
  restoreRecording(ctx, params.recordingId),
);
