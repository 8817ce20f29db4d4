import { z } from "zod";
import type { JobsEvent } from "./event";
import { canonical, isSigned, sign } from "./signature";
import type { Wire, WireAnswer } from "./wire";

/** The application's Inngest handler, spoken to as the hosted service does. */
export type Handler = { wire: Wire; url: string; signingKey: string };

/** One operation of an answer. `name` carries a sleep's duration or a wait's event; the rest is in `opts`. */
export const Op = z.looseObject({
  id: z.string(),
  op: z.string(),
  name: z.string().nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
  opts: z.record(z.string(), z.unknown()).nullish(),
});
export type Op = z.output<typeof Op>;

/** What a call came to. `noRetry` and `retryAfter` are the SDK's headers. */
export type Answer =
  | { kind: "ops"; ops: Op[]; retryAfter: string | undefined }
  | { kind: "done"; output: unknown }
  | { kind: "error"; error: unknown; isFinal: boolean; retryAfter: string | undefined }
  | { kind: "refused"; reason: string }
  | { kind: "broken"; reason: string };

export type Call = {
  functionId: string;
  /** `step` to go on with the run, or the id of one planned step. */
  stepId: string;
  runId: string;
  event: JobsEvent;
  /** Memoized results in the order of their completion, which settles races in a replay. */
  done: { id: string; result: unknown }[];
  attempt: number;
  maxAttempts: number;
  hasPending: boolean;
};

/**
 * Calls a function once. No `ctx.fn_id` is sent: with it the SDK would check in after every step of a longer call, which costs more
 * than the next call on the same machine.
 */
export async function callFunction(handler: Handler, call: Call): Promise<Answer> {
  const url = new URL(handler.url);
  url.searchParams.set("fnId", call.functionId);
  url.searchParams.set("stepId", call.stepId);
  const body = {
    event: call.event,
    events: [call.event],
    steps: Object.fromEntries(call.done.map(({ id, result }) => [id, result])),
    version: -1,
    ctx: {
      run_id: call.runId,
      attempt: call.attempt,
      max_attempts: call.maxAttempts,
      disable_immediate_execution: call.hasPending,
      use_api: false,
      stack: { stack: call.done.map(({ id }) => id), current: call.done.length },
    },
  };
  const answer = await sendSigned(handler, "POST", url.href, body, { "x-run-id": call.runId });
  return answer.kind === "answer" ? readAnswer(handler, answer) : answer;
}

/** Asks the handler for its functions ("in-band sync"): the answer to a signed PUT. Throws when it does not answer as ours. */
export async function askForFunctions(handler: Handler): Promise<unknown> {
  const headers = { "x-inngest-sync-kind": "in_band" };
  const answer = await sendSigned(handler, "PUT", handler.url, { url: handler.url }, headers);
  if (answer.kind !== "answer") throw new Error(answer.reason);
  if (answer.status !== 200)
    throw new Error(`The handler answers ${answer.status}: ${answer.body.slice(0, 200)}`);
  if (!isSigned(answer.body, header(answer.headers["x-inngest-signature"]), handler.signingKey)) {
    throw new Error("The handler does not sign with our key.");
  }
  return JSON.parse(answer.body);
}

function sendSigned(
  handler: Handler,
  method: "POST" | "PUT",
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<WireAnswer> {
  const text = canonical(body);
  return handler.wire.send({
    method,
    url,
    body: text,
    headers: {
      "content-type": "application/json",
      "x-inngest-signature": sign(text, handler.signingKey),
      ...headers,
    },
  });
}

function readAnswer(handler: Handler, answer: Extract<WireAnswer, { kind: "answer" }>): Answer {
  const { status, headers, body } = answer;
  const retryAfter = header(headers["retry-after"]);
  // Something else on that port, a proxy's error page, or a refusal of our signature: worth another attempt, never believed.
  if (!isSigned(body, header(headers["x-inngest-signature"]), handler.signingKey)) {
    const error = { name: "Error", message: `The handler answers ${status} unsigned: ${body.slice(0, 200)}` };
    return { kind: "error", error, isFinal: false, retryAfter };
  }
  const value: unknown = body === "" ? null : JSON.parse(body);
  if (status === 206) return { kind: "ops", ops: z.array(Op).parse([value].flat()), retryAfter };
  if (status === 200) return { kind: "done", output: value };
  return {
    kind: "error",
    error: value,
    isFinal: header(headers["x-inngest-no-retry"]) === "true",
    retryAfter,
  };
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
