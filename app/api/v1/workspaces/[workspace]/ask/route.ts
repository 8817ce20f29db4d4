import { askForAnswer, askInStream, openQuestion } from "@/lib/runs/asking/commands";
import { askRoute } from "@/lib/runs/schema";
import { later } from "@/lib/web/later";
import { route } from "@/lib/web/route";

/** As for a run: an answer may take minutes. */
export const maxDuration = 300;

export const POST = route(askRoute, async (ctx, { body, request }) => {
  const key = request.headers.get("idempotency-key");
  const question = { ...body, ...(key ? { key } : {}) };
  if (!request.headers.get("accept")?.includes("text/event-stream")) return askForAnswer(ctx, question);
  const { response, working } = await askInStream(ctx, await openQuestion(ctx, question));
  later(() => working);
  return response;
});
