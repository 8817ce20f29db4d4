import { nameSpeakerRoute } from "@/lib/recordings/transcripts/schema";
import { nameSpeaker } from "@/lib/recordings/transcripts/speakers/commands";
import { route } from "@/lib/web/route";

export const POST = route(nameSpeakerRoute, (ctx, { params, body }) =>
  nameSpeaker(ctx, params.recordingId, body),
);
