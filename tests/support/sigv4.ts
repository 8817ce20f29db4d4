import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export type SigV4Keys = { accessKeyId: string; secretAccessKey: string };
export type SignedRequest = { method: string; url: URL; headers: IncomingHttpHeaders; body: Buffer };
export type SigV4Fault =
  | "SignatureDoesNotMatch"
  | "InvalidAccessKeyId"
  | "AccessDenied"
  | "XAmzContentSHA256Mismatch";

/** Checks AWS Signature Version 4 of a request to S3, by header or by query (presigned). null: it is genuine. */
export function checkSigV4(request: SignedRequest, keys: SigV4Keys, now: Date): SigV4Fault | null {
  const claim = request.url.searchParams.has("X-Amz-Signature")
    ? claimOfQuery(request.url)
    : claimOfHeader(request);
  if (!claim) return "AccessDenied";
  const [accessKeyId, date, region, service] = claim.credential.split("/");
  if (accessKeyId !== keys.accessKeyId) return "InvalidAccessKeyId";
  const signedAt = timeOf(claim.time);
  if (now.getTime() > signedAt + claim.expiresSeconds * 1000) return "AccessDenied";

  const declared = claim.payloadHash;
  if (declared !== "UNSIGNED-PAYLOAD" && declared !== sha256(request.body))
    return "XAmzContentSHA256Mismatch";

  const canonical = [
    request.method,
    request.url.pathname,
    canonicalQuery(request.url),
    ...claim.signedHeaders.map((name) => `${name}:${String(request.headers[name] ?? "").trim()}`),
    "",
    claim.signedHeaders.join(";"),
    declared,
  ].join("\n");
  const scope = [date, region, service, "aws4_request"].join("/");
  const toSign = ["AWS4-HMAC-SHA256", claim.time, scope, sha256(canonical)].join("\n");
  const signingKey = [date, region, service, "aws4_request"].reduce<Buffer | string>(
    (key, part) => hmac(key, part ?? ""),
    `AWS4${keys.secretAccessKey}`,
  );
  const expected = hmac(signingKey, toSign);
  const actual = Buffer.from(claim.signature, "hex");
  const genuine = actual.length === expected.length && timingSafeEqual(actual, expected);
  return genuine ? null : "SignatureDoesNotMatch";
}

type Claim = {
  credential: string;
  signedHeaders: string[];
  signature: string;
  time: string;
  payloadHash: string;
  expiresSeconds: number;
};

function claimOfHeader({ headers }: SignedRequest): Claim | null {
  const [, credential, signed, signature] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  if (!credential || !signed || !signature) return null;
  return {
    credential,
    signedHeaders: signed.split(";"),
    signature,
    time: String(headers["x-amz-date"]),
    payloadHash: String(headers["x-amz-content-sha256"]),
    expiresSeconds: 900,
  };
}

function claimOfQuery(url: URL): Claim {
  const value = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? "";
  return {
    credential: value("Credential"),
    signedHeaders: value("SignedHeaders").split(";"),
    signature: value("Signature"),
    time: value("Date"),
    payloadHash: "UNSIGNED-PAYLOAD",
    expiresSeconds: Number(value("Expires")),
  };
}

function canonicalQuery(url: URL): string {
  return [...url.searchParams]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function timeOf(compact: string): number {
  return Date.parse(compact.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

function sha256(bytes: Buffer | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
