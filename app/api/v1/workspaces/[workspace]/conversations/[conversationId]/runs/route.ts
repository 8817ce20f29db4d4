import { askInStream } from "@/lib/runs/asking/commands";
import { startRunRoute } from "@/lib/runs/schema";
import { later } from "@/lib/web/later";
import { route } from "@/lib/web/route";

/** An answer may take minutes; the work yields before this many seconds are over. */
export const maxDuration = 300;

export const POST = route(startRunRoute, async (ctx, { params, body, request }) => {
  const key = request.headers.get("idempotency-key");
  const { response, working } = await askInStream(ctx, { ...params, ...body, ...(key ? { key } : {}) });
  later(() => working);
  return response;
});
