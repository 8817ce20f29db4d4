import { read } from "@/lib/ctx";
import { createRecording } from "@/lib/recordings/commands";
import { listRecordings } from "@/lib/recordings/queries";
import { createRecordingRoute, listRecordingsRoute } from "@/lib/recordings/schema";
import { route } from "@/lib/web/route";

export const GET = route(listRecordingsRoute, (ctx, { query }) =>
  read(ctx, (tx) => listRecordings(tx, query)),
);

export const POST = route(createRecordingRoute, (ctx, { body, file }) => createRecording(ctx, body, file));
