import { followRecording } from "@/lib/recordings/following/queries";
import { followRecordingRoute } from "@/lib/recordings/schema";
import { route } from "@/lib/web/route";

/** The stream ends by itself before this many seconds are over. */
export const maxDuration = 300;

export const GET = route(followRecordingRoute, (ctx, { params, request }) =>
  followRecording(ctx, { recordingId: params.recordingId, signal: request.signal }),
);
