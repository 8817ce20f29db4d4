import { isIP } from "node:net";
import { env } from "@/lib/adapters/env";
import { forbidden } from "@/lib/core/errors";
import type { ClientAddress } from "@/lib/ctx";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Cross-site request forgery: an unsafe method needs Sec-Fetch-Site same-origin, or Origin = Host where the browser sends no
 * Sec-Fetch. `hasAmbientCredential` (a cookie) makes the proof mandatory; without one only a contradicting header is refused.
 */
export function requireSameOrigin(request: Request, hasAmbientCredential: boolean): void {
  if (SAFE.has(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const proven = site
    ? site === "same-origin"
    : origin !== null && isOurs(origin, request.headers.get("host"));
  const silent = site === null && origin === null;
  if (!proven && (hasAmbientCredential || !silent))
    throw forbidden("This request did not come from Parley's own pages.");
}

/** Behind a proxy the Host may be the inner one: then the configured address decides. */
function isOurs(origin: string, host: string | null): boolean {
  const given = hostOf(origin);
  const { APP_URL } = env();
  return given !== null && (given === host || (APP_URL !== undefined && given === hostOf(APP_URL)));
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/**
 * The client's address. `x-parley-address` is set by our own web server, which drops what the client sent under that name; on Vercel, where
 * ours does not run, anybody could send it. X-Forwarded-For counts only with TRUST_PROXY and on Vercel (which writes it), and then its
 * last entry: the one that the proxy before us wrote.
 */
export function addressOf(headers: Headers): ClientAddress {
  const { TRUST_PROXY, VERCEL } = env();
  const forwarded = TRUST_PROXY || VERCEL ? headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() : null;
  const given = forwarded || (VERCEL ? null : headers.get("x-parley-address"));
  const ip = given && isIP(given) ? given : null;
  return { ip, network: networkOf(ip), userAgent: headers.get("user-agent")?.slice(0, 300) ?? null };
}

/** The prefix that limits count: IPv4 /24, IPv6 /48. */
function networkOf(ip: string | null): string {
  if (!ip) return "unknown";
  const mapped = ip.replace(/^::ffff:/, "");
  if (mapped.includes(".")) return mapped.split(".").slice(0, 3).join(".");
  return mapped.split(":").slice(0, 3).join(":");
}
