import { putSlice } from "@/lib/recordings/capture/commands";
import { putSliceRoute } from "@/lib/recordings/schema";
import { route } from "@/lib/web/route";

export const PUT = route(putSliceRoute, (ctx, { params, bytes }) =>
  putSlice(ctx, params.recordingId, params.n, bytes),
);
