import { read } from "@/lib/ctx";
import { importTranscript } from "@/lib/recordings/commands";
import { getTranscript } from "@/lib/recordings/transcripts/queries";
import { restoreTranscript } from "@/lib/recordings/transcripts/replacing/commands";
import { getTranscriptRoute, importTranscriptRoute } from "@/lib/recordings/transcripts/schema";
import { route } from "@/lib/web/route";

export const GET = route(getTranscriptRoute, (ctx, { params, query }) =>
  read(ctx, (tx) => getTranscript(tx, params.recordingId, query)),
);

export const PUT = route(importTranscriptRoute, async (ctx, { params, body }) => {
  const { text } = body;
  if (text === undefined) await restoreTranscript(ctx, params.recordingId);
  else await importTranscript(ctx, params.recordingId, text);
  return read(ctx, (tx) => getTranscript(tx, params.recordingId));
});
