import { env } from "@/lib/adapters/env";

const HEADERS = "authorization, content-type, idempotency-key, if-none-match, x-request-id";
const EXPOSED =
  "etag, idempotency-replayed, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after, x-request-id";

/**
 * Pages of other origins may call the API with a token when the operator names them in ALLOWED_ORIGINS. The cookie is never allowed along:
 * no answer says Access-Control-Allow-Credentials.
 */
export function corsHeaders(origin: string | null): Record<string, string> {
  if (origin === null || !env().ALLOWED_ORIGINS.includes(origin)) return {};
  return { "access-control-allow-origin": origin, "access-control-expose-headers": EXPOSED, vary: "Origin" };
}

/** The answer to what a browser asks before such a call. Without permission it says nothing, which is a no. */
export function preflight(origin: string | null): Response {
  const allowed = corsHeaders(origin);
  const headers =
    "access-control-allow-origin" in allowed
      ? {
          ...allowed,
          "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
          "access-control-allow-headers": HEADERS,
          "access-control-max-age": "600",
        }
      : allowed;
  return new Response(null, { status: 204, headers });
}
