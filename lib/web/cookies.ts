import { createHash } from "node:crypto";
import { env } from "@/lib/adapters/env";

const DEVICE_SECONDS = 365 * 24 * 60 * 60;

/** Whether cookies can be Secure: everywhere but on http loopback, where Safari drops Secure cookies. */
export function isSecureSite(): boolean {
  return env().APP_URL?.startsWith("https://") ?? false;
}

/** On loopback the name carries the instance, so that two copies on two ports do not sign each other out. */
export function sessionCookieName(): string {
  return isSecureSite() ? "__Host-parley_session" : `parley_session_${instanceSuffix()}`;
}

/** Set-Cookie for a new session. `expires` null makes it end with the browser's session. */
export function sessionCookie(token: string, expires: Date | null): string {
  const lifetime = expires ? `; Expires=${expires.toUTCString()}` : "";
  return `${sessionCookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax${lifetime}${secure()}`;
}

export function clearedSessionCookie(): string {
  return `${sessionCookieName()}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure()}`;
}

/** Says to this browser which account it has signed in to before. It signs nobody in. */
export function deviceCookie(value: string): string {
  return `${deviceCookieName()}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${DEVICE_SECONDS}${secure()}`;
}

export function deviceCookieName(): string {
  return isSecureSite() ? "__Host-parley_device" : `parley_device_${instanceSuffix()}`;
}

export function readSessionCookie(cookieHeader: string | null): string | null {
  return readCookie(cookieHeader, sessionCookieName());
}

export function readCookie(cookieHeader: string | null, name: string): string | null {
  const prefix = `${name}=`;
  const found = cookieHeader
    ?.split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(prefix));
  return found ? found.slice(prefix.length) || null : null;
}

function secure(): string {
  return isSecureSite() ? "; Secure" : "";
}

/** Tells the cookies of two copies on one machine apart. */
export function instanceSuffix(): string {
  return (
    env().PARLEY_INSTANCE ??
    createHash("sha256")
      .update(env().AUTH_SECRET[0] ?? "parley")
      .digest("hex")
      .slice(0, 8)
  );
}
