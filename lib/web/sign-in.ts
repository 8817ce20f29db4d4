import { createHmac, timingSafeEqual } from "node:crypto";
import type { SitePort } from "@/lib/adapters/site/port";
import { newToken } from "@/lib/core/tokens";
import { clearedSessionCookie, deviceCookie, deviceCookieName, readCookie, sessionCookie } from "./cookies";

type OpenedSession = { token: string; userId: string; expires: Date; remembered: boolean };

/** A browser in which somebody signed in before: its sign-ins to that account have a limit of their own. */
export type KnownDevice = { userId: string; id: string };

/** The cookies of a sign-in. A session that is not remembered also ends with the browser's. */
export function signedInCookies(site: SitePort, session: OpenedSession, known: KnownDevice | null): string[] {
  const id = known?.userId === session.userId ? known.id : newToken().slice(0, 22);
  return [
    sessionCookie(session.token, session.remembered ? session.expires : null),
    deviceCookie(`${session.userId}.${id}.${signatureOf(site, session.userId, id)}`),
  ];
}

/** Signing out clears the session and what the browser kept. Other cookies stay: on localhost they may be another copy's. */
export function signedOut(): { headers: Record<string, string>; cookies: string[] } {
  return {
    headers: { "clear-site-data": '"cache", "storage"' },
    cookies: [clearedSessionCookie()],
  };
}

/** Whose device this is, when we said so ourselves. */
export function readDevice(site: SitePort, headers: Headers): KnownDevice | null {
  const [userId, id, signature, ...rest] =
    readCookie(headers.get("cookie"), deviceCookieName())?.split(".") ?? [];
  if (!userId || !id || !signature || rest.length > 0) return null;
  const isOurs = site.signingKeys.some((key) => same(sign(key.bytes, userId, id), signature));
  return isOurs ? { userId, id } : null;
}

function signatureOf({ signingKeys }: SitePort, userId: string, id: string): string {
  return sign(signingKeys[0].bytes, userId, id);
}

function sign(key: Uint8Array, userId: string, id: string): string {
  return createHmac("sha256", key).update(`device.${userId}.${id}`).digest("base64url");
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
