import { createHmac, timingSafeEqual } from "node:crypto";

/** Inngest's window for a signature, both ways. */
const WINDOW_SECONDS = 300;

/** The header value that signs a body: `t=<seconds>&s=<hex>`. The body must be canonical JSON, since the SDK signs what it parsed. */
export function sign(body: string, signingKey: string, seconds: number = nowSeconds()): string {
  return `t=${seconds}&s=${digest(body, signingKey, String(seconds))}`;
}

/** Whether an answer was signed with our key within five minutes. */
export function isSigned(body: string, header: string | undefined, signingKey: string): boolean {
  const fields = new URLSearchParams(header ?? "");
  const seconds = fields.get("t") ?? "";
  const given = Buffer.from(fields.get("s") ?? "", "hex");
  const expected = Buffer.from(digest(body, signingKey, seconds), "hex");
  const isFresh = Math.abs(nowSeconds() - Number(seconds)) <= WINDOW_SECONDS;
  return isFresh && given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * JSON Canonicalization Scheme (RFC 8785) of what JSON.parse gives. Ours, because the `canonicalize` package refuses lone
 * surrogates, which a step may well return (a text cut in the middle of an emoji) and which the SDK signs without complaint.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  // The SDK leaves an object with such a key to JSON.stringify, whose order is that of the fields.
  if (value === null || typeof value !== "object" || ("toJSON" in value && value.toJSON !== null)) {
    return JSON.stringify(value);
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(",")}}`;
}

function digest(body: string, signingKey: string, seconds: string): string {
  const key = signingKey.replace(/^signkey-\w+-/, "");
  return createHmac("sha256", key)
    .update(body + seconds)
    .digest("hex");
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
