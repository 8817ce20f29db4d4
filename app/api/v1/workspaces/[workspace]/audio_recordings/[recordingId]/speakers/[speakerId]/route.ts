import { updateSpeakerRoute } from "@/lib/recordings/transcripts/schema";
import { updateSpeaker } from "@/lib/recordings/transcripts/speakers/commands";
import { route } from "@/lib/web/route";

export const PATCH = route(updateSpeakerRoute, (ctx, { params, body }) => updateSpeaker(ctx, params, body));
