import { streamRunRoute } from "@/lib/runs/schema";
import { streamRun } from "@/lib/runs/streams/queries";
import { route } from "@/lib/web/route";

/** The stream ends by itself before this many seconds are over. */
export const maxDuration = 300;

export const GET = route(streamRunRoute, (ctx, { params, query, request }) =>
  streamRun(ctx, { runId: params.runId, cursor: query.cursor, signal: request.signal }),
);
