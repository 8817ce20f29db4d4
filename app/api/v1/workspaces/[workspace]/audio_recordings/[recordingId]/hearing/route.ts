import { read } from "@/lib/ctx";
import { getHearing } from "@/lib/recordings/posts/queries";
import { getHearingRoute } from "@/lib/recordings/posts/schema";
import { route } from "@/lib/web/route";

export const GET = route(getHearingRoute, (ctx, { params, query }) =>
  read(ctx, (tx) => getHearing(tx, params.recordingId, query.conversationId)),
);
