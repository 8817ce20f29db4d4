import { z } from "zod";
import { snake } from "@/lib/core/case";
import { AppError, ERROR_STATUS, type ErrorCode } from "@/lib/core/errors";
import { log } from "@/lib/core/log";

const TITLES: Record<ErrorCode, string> = {
  MALFORMED: "The request could not be read",
  UNAUTHENTICATED: "Sign in first",
  QUOTA: "The budget is used up",
  FORBIDDEN: "Not allowed",
  NOT_FOUND: "Not found",
  CONFLICT: "Conflict",
  GONE: "No longer there",
  TOO_LARGE: "Too large",
  UNSUPPORTED: "Unsupported type",
  INVALID: "Some fields are not right",
  RATE_LIMITED: "Too many requests",
  INTERNAL: "Something failed on our side",
  UNAVAILABLE: "Not available right now",
};

/** The shape of every error, as the OpenAPI document shows it (RFC 9457). */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  requestId: z.string(),
});

/** Translates whatever was thrown into problem+json. What is not an AppError is logged and told as one neutral sentence. */
export function problemResponse(error: unknown, requestId: string): Response {
  const known = error instanceof AppError ? error : unexpected(error, requestId);
  const body = {
    type: "about:blank",
    title: TITLES[known.code],
    status: known.status,
    code: known.code,
    detail: known.message,
    ...(known.details.errors ? { errors: known.details.errors.map(outside) } : {}),
    ...known.details.extra,
    request_id: requestId,
  };
  const headers = new Headers({
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "private, no-store",
    "x-request-id": requestId,
  });
  if (known.details.retryAfterSeconds)
    headers.set("retry-after", String(Math.ceil(known.details.retryAfterSeconds)));
  if (known.details.limit !== undefined) {
    headers.set("ratelimit-limit", String(known.details.limit));
    headers.set("ratelimit-remaining", "0");
    headers.set("ratelimit-reset", String(Math.ceil(known.details.retryAfterSeconds ?? 0)));
  }
  if (known.code === "UNAUTHENTICATED") headers.set("www-authenticate", "Bearer");
  return new Response(JSON.stringify(body), { status: known.status, headers });
}

/** An INVALID error from zod's issues, one entry per field. Unknown keys are named as sent. */
export function invalidFrom(error: z.ZodError): AppError {
  const errors = error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: [...path, key].join("."),
        message: "This field is not known here.",
      }));
    }
    return [{ path: path.join("."), message: issue.message }];
  });
  const first = errors[0];
  const detail = first
    ? `${first.path ? `${snake(first.path)}: ` : ""}${first.message}`
    : "Some fields are not right.";
  return new AppError("INVALID", detail, { errors });
}

function outside(error: { path: string; message: string }): { path: string; message: string } {
  return { path: snake(error.path), message: error.message };
}

function unexpected(error: unknown, requestId: string): AppError {
  log.error("request.failed", { request_id: requestId }, error);
  return new AppError(
    "INTERNAL",
    "Something failed on our side. What you sent was not changed or lost here; try again.",
    {
      cause: error,
    },
  );
}
