import { APICallError } from "@ai-sdk/provider";
import { EgressError } from "@/lib/adapters/egress-error";
import { isAppError } from "@/lib/core/errors";

/**
 * What went wrong with a call to a model, in words that a run can act on.
 * `stopped`: by our own signal. `timeout`: our signal, because it took too long. `rate-limited` and `unavailable`: another try or
 * another model may help. `refused`: this request will never work (key, model name, content). `malformed`: the answer makes no sense.
 */
type ModelFailureKind = "stopped" | "timeout" | "rate-limited" | "unavailable" | "refused" | "malformed";

/** `retryAfterSeconds` is what the provider, or our breaker, asked for. */
export type ModelFailure = { kind: ModelFailureKind; retryAfterSeconds: number | null };

/** Classifies whatever a model's call or stream threw. */
export function modelFailureOf(error: unknown): ModelFailure {
  if (isAppError(error, "UNAVAILABLE")) {
    return { kind: "unavailable", retryAfterSeconds: error.details.retryAfterSeconds ?? null };
  }
  if (APICallError.isInstance(error)) return ofCall(error);
  if (error instanceof EgressError)
    return { kind: reachable(error) ? "refused" : "unavailable", retryAfterSeconds: null };
  if (!(error instanceof Error)) return { kind: "malformed", retryAfterSeconds: null };
  if (error.name === "TimeoutError") return { kind: "timeout", retryAfterSeconds: null };
  if (error.name === "AbortError") return { kind: "stopped", retryAfterSeconds: null };
  // The SDKs wrap what they could not read, and what the transport said.
  return error.cause instanceof Error
    ? modelFailureOf(error.cause)
    : { kind: "malformed", retryAfterSeconds: null };
}

function ofCall(error: APICallError): ModelFailure {
  const { statusCode, responseHeaders, cause } = error;
  const retryAfterSeconds = retryAfterOf(responseHeaders?.["retry-after"]);
  if (statusCode === 429) return { kind: "rate-limited", retryAfterSeconds };
  if (statusCode === 408 || statusCode === 409 || (statusCode !== undefined && statusCode >= 500)) {
    return { kind: "unavailable", retryAfterSeconds };
  }
  if (statusCode !== undefined && statusCode >= 400) return { kind: "refused", retryAfterSeconds: null };
  // No status, or one of success: nothing answered, or what did is not what was announced.
  if (error.isRetryable) return { kind: "unavailable", retryAfterSeconds };
  return cause instanceof EgressError
    ? modelFailureOf(cause)
    : { kind: "malformed", retryAfterSeconds: null };
}

/** Seconds, or a date. */
function retryAfterOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

function reachable({ reason }: EgressError): boolean {
  return reason !== "unreachable" && reason !== "unresolved" && reason !== "timeout";
}
