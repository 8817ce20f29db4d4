import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** One app of the realtime service: the key is public, the secret signs. */
export type Credentials = { appId: string; key: string; secret: string };

/** Seconds by which the clock of a caller of the HTTP API may differ. */
const TIMESTAMP_TOLERANCE_SECONDS = 600;

export function sign(credentials: Credentials, text: string): string {
  return createHmac("sha256", credentials.secret).update(text).digest("hex");
}

/** `auth` of a subscription is `key:hmac(socket_id:channel[:channel_data])`. */
export function isSubscriptionSigned(
  credentials: Credentials,
  input: { socketId: string; channel: string; channelData: string | null; auth: string },
): boolean {
  const parts = [input.socketId, input.channel, ...(input.channelData === null ? [] : [input.channelData])];
  return isSame(input.auth, `${credentials.key}:${sign(credentials, parts.join(":"))}`);
}

/** `auth` of a sign-in is `key:hmac(socket_id::user::user_data)`. */
export function isSigninSigned(
  credentials: Credentials,
  input: { socketId: string; userData: string; auth: string },
): boolean {
  const expected = sign(credentials, `${input.socketId}::user::${input.userData}`);
  return isSame(input.auth, `${credentials.key}:${expected}`);
}

/**
 * Checks the signature of a request to the HTTP API: hmac of method, path and the sorted query, each on its own line.
 * Returns what is wrong, or null. `path` and `query` are decoded. The body is bound by `body_md5`, which `isBodyOf` checks.
 */
export function findRequestFault(
  credentials: Credentials,
  request: { method: string; path: string; query: [string, string][]; nowSeconds: number },
): string | null {
  const query = new Map(request.query);
  if (query.size !== request.query.length) return "A query parameter is repeated.";
  if (query.get("auth_key") !== credentials.key) return "auth_key is not the key of this app.";
  if (query.get("auth_version") !== "1.0") return "auth_version must be 1.0.";
  const skew = Math.abs(request.nowSeconds - Number(query.get("auth_timestamp") ?? "NaN"));
  if (!(skew <= TIMESTAMP_TOLERANCE_SECONDS))
    return "auth_timestamp is not within 600 seconds of this clock.";

  const signature = query.get("auth_signature") ?? "";
  query.delete("auth_signature");
  const sorted = [...query].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}`);
  const expected = sign(credentials, [request.method, request.path, sorted.join("&")].join("\n"));
  return isSame(signature, expected) ? null : "auth_signature is wrong.";
}

export function isBodyOf(md5: string | undefined, body: Buffer): boolean {
  return md5 !== undefined && isSame(md5, createHash("md5").update(body).digest("hex"));
}

/** Compares in constant time; only the lengths may leak. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
