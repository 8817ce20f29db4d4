import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/adapters/env";
import { preflight } from "@/lib/web/cors";
import { pagePolicy, SECRET_PAGE_HEADERS, SECRET_PAGES, securityHeaders } from "@/lib/web/headers";
import { requestIdFrom } from "@/lib/web/request-id";
import { storageSources } from "@/lib/web/storage-sources";

/**
 * Gives each page its nonce, its request id and its security headers. It decides nothing about who may see what: that is the gate's
 * work. API and byte routes stay outside the matcher (a body that passes here is cut at 10 MB); next.config sets their headers. Only what
 * a browser asks before a call from another origin passes here, and has no body.
 */
export function proxy(request: NextRequest): Response {
  if (request.nextUrl.pathname.startsWith("/api/")) {
    return request.method === "OPTIONS" ? preflight(request.headers.get("origin")) : NextResponse.next();
  }
  const variables = env();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const requestId = requestIdFrom(request.headers.get("x-request-id"));
  const policy = pagePolicy(nonce, {
    connect: [...realtimeOrigins(variables), ...storageSources(variables)],
    media: [],
    isDev: variables.NODE_ENV === "development",
  });

  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-request-id", requestId);
  headers.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  const isHttps = variables.APP_URL?.startsWith("https://") ?? false;
  for (const [name, value] of Object.entries(securityHeaders({ isHttps }))) response.headers.set(name, value);
  if (request.nextUrl.pathname.startsWith(SECRET_PAGES))
    for (const [name, value] of Object.entries(SECRET_PAGE_HEADERS)) response.headers.set(name, value);
  return response;
}

/** Where the browser's socket goes when the realtime service is not our own. */
function realtimeOrigins(variables: ReturnType<typeof env>): string[] {
  if (variables.PUSHER_HOST) return [];
  const cluster = variables.PUSHER_CLUSTER;
  return cluster ? [`wss://ws-${cluster}.pusher.com`, `https://sockjs-${cluster}.pusher.com`] : [];
}

export const config = {
  matcher: [
    {
      source:
        "/((?!api/|_next/static|_next/image|apps/|realtime/|up$|health$|metrics$|favicon.ico|icons/|fonts/|pdfjs/).*)",
    },
    { source: "/api/v1/:path*", has: [{ type: "header", key: "access-control-request-method" }] },
  ],
};
