import { retryRecording } from "@/lib/recordings/commands";
import { retryRecordingRoute } from "@/lib/recordings/schema";
import { route } from "@/lib/web/route";

export const POST = route(retryRecordingRoute, (ctx, { params }) => retryRecording(ctx, params.recordingId));
