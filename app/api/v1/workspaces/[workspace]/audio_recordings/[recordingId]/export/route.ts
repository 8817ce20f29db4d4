import { exportRecording } from "@/lib/recordings/exports/queries";
import { exportRecordingRoute } from "@/lib/recordings/exports/schema";
import { route } from "@/lib/web/route";

export const GET = route(exportRecordingRoute, (ctx, { params, query }) =>
  exportRecording(ctx, params.recordingId, query.format),
);
