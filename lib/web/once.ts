import type { RouteSpec } from "@/lib/core/route";
import type { Ctx } from "@/lib/ctx";
import { beginAttempt } from "@/lib/limits/idempotency/policy";
import { Reply } from "./reply";

/**
 * Runs a handler once per Idempotency-Key: a repeated request gets the first one's answer. What failed may be tried again with the same key.
 * A handler that makes its own Response (a stream, bytes) is not repeated from memory.
 */
export async function once<T>(
  ctx: Ctx,
  spec: RouteSpec,
  request: Request,
  body: unknown,
  run: () => Promise<T>,
): Promise<T | Reply<never>> {
  const key = request.headers.get("idempotency-key");
  if (key === null || !spec.idempotent || spec.answers !== "json") return run();

  const operation = `${request.method} ${new URL(request.url).pathname}`;
  const attempt = await beginAttempt(ctx, { key, operation, body });
  if (attempt.kind === "replay") {
    // It passed the same response schema when it was given first.
    return new Reply(attempt.answer.status, attempt.answer.body as never, { "idempotency-replayed": "true" });
  }
  try {
    const answer = await run();
    if (answer instanceof Response) await attempt.forget();
    else if (answer instanceof Reply) await attempt.keep({ status: answer.status, body: answer.body });
    else await attempt.keep({ status: spec.status, body: answer });
    return answer;
  } catch (error) {
    await attempt.forget();
    throw error;
  }
}
