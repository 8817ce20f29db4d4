import { read } from "@/lib/ctx";
import { deleteRecording, updateRecording } from "@/lib/recordings/commands";
import { deleteRecordingRoute, getRecordingRoute, updateRecordingRoute } from "@/lib/recordings/schema";
import { deleteSound } from "@/lib/recordings/sound/commands";
import { describeRecording } from "@/lib/recordings/whole/queries";
import { route } from "@/lib/web/route";

export const GET = route(getRecordingRoute, (ctx, { params }) =>
  read(ctx, (tx) => describeRecording(tx, params.recordingId)),
);

export const PATCH = route(updateRecordingRoute, (ctx, { params, body }) =>
  updateRecording(ctx, params.recordingId, body),
);

export const DELETE = route(deleteRecordingRoute, (ctx, { params, query }) =>
  query.audio === "true" ? deleteSound(ctx, params.recordingId) : deleteRecording(ctx, params.recordingId),
);
