import { NextRequest } from "next/server";
import NextAuth, { customFetch, type NextAuthConfig, type Profile } from "next-auth";
import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import { egressFetch } from "@/lib/adapters/egress";
import { env } from "@/lib/adapters/env";
import { DAY, SECOND } from "@/lib/core/clock";
import { log } from "@/lib/core/log";
import type { IdentityCtx } from "@/lib/ctx";
import { authAdapter, type ProviderCommands } from "./auth-adapter";
import { instanceSuffix, isSecureSite, sessionCookieName } from "./cookies";
import { anonymousCtx } from "./gate";

type Handler = (request: NextRequest) => Promise<Response>;

/**
 * Signing in through Google, GitHub or any OpenID issuer: Auth.js carries the flow and writes the cookie; the session in it is a row of ours.
 * It is never shown our own session cookie: who is signed in here already is none of its business, and it can end or prolong nothing.
 */
export function authHandlers(commands: ProviderCommands): { GET: Handler; POST: Handler } {
  const handle = async (given: NextRequest): Promise<Response> => {
    const ctx = await anonymousCtx(given.headers);
    const { handlers } = NextAuth(configOf(ctx, commands));
    const request = addressed(given, ctx.site.url);
    const response = await (given.method === "POST" ? handlers.POST(request) : handlers.GET(request));
    const headers = new Headers(response.headers); // those of a redirect cannot be changed
    headers.set("cache-control", "private, no-store");
    headers.set("x-request-id", ctx.requestId);
    return new Response(response.body, { status: response.status, headers });
  };
  return { GET: handle, POST: handle };
}

/** At our configured address, whatever the Host header says, and without our session. */
function addressed(request: NextRequest, origin: string): NextRequest {
  const { pathname, search } = request.nextUrl;
  const headers = new Headers(request.headers);
  const { host, protocol } = new URL(origin);
  headers.set("host", host);
  headers.set("x-forwarded-host", host);
  headers.set("x-forwarded-proto", protocol.replace(":", ""));
  const cookies = (headers.get("cookie") ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part && !part.startsWith(`${sessionCookieName()}=`));
  headers.set("cookie", cookies.join("; "));
  const body = request.method === "POST" ? { body: request.body, duplex: "half" as const } : {};
  return new NextRequest(new URL(`${pathname}${search}`, origin), {
    method: request.method,
    headers,
    ...body,
  });
}

function configOf(ctx: IdentityCtx, commands: ProviderCommands): NextAuthConfig {
  return {
    adapter: authAdapter(ctx, commands),
    providers: providersOf(),
    secret: env().AUTH_SECRET,
    trustHost: true,
    basePath: "/api/auth",
    useSecureCookies: isSecureSite(),
    cookies: cookiesOf(),
    session: { strategy: "database", maxAge: (14 * DAY) / SECOND },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    callbacks: {
      async signIn({ profile }) {
        const address = verifiedAddress(profile);
        if (!address) return "/sign-in?error=unverified";
        await commands.welcomeFromProvider(ctx, address);
        return true;
      },
      redirect: ({ url, baseUrl }) => safeRedirect(url, baseUrl),
    },
    logger: {
      error: (error) =>
        log.warn("auth.provider_failed", {
          request_id: ctx.requestId,
          reason: `${error.name}: ${causeOf(error)}`,
        }),
      warn: () => {},
      debug: () => {},
    },
  };
}

/** Linking by address is safe here, because a sign-in whose address is not verified is refused first. */
function providersOf(): NextAuthConfig["providers"] {
  const variables = env();
  const linking = { allowDangerousEmailAccountLinking: true, [customFetch]: outwards(false) };
  const { AUTH_GOOGLE_ID, AUTH_GOOGLE_SECRET, AUTH_GITHUB_ID, AUTH_GITHUB_SECRET } = variables;
  const { AUTH_OIDC_ISSUER, AUTH_OIDC_ID, AUTH_OIDC_SECRET } = variables;
  return [
    ...(AUTH_GOOGLE_ID && AUTH_GOOGLE_SECRET
      ? [Google({ clientId: AUTH_GOOGLE_ID, clientSecret: AUTH_GOOGLE_SECRET, ...linking })]
      : []),
    ...(AUTH_GITHUB_ID && AUTH_GITHUB_SECRET
      ? [
          GitHub({
            clientId: AUTH_GITHUB_ID,
            clientSecret: AUTH_GITHUB_SECRET,
            userinfo: { url: "https://api.github.com/user", request: readGitHubUser },
            ...linking,
          }),
        ]
      : []),
    ...(AUTH_OIDC_ISSUER && AUTH_OIDC_ID && AUTH_OIDC_SECRET
      ? [
          {
            id: "oidc",
            name: new URL(AUTH_OIDC_ISSUER).hostname,
            type: "oidc" as const,
            issuer: AUTH_OIDC_ISSUER,
            clientId: AUTH_OIDC_ID,
            clientSecret: AUTH_OIDC_SECRET,
            checks: ["pkce" as const, "state" as const, "nonce" as const],
            ...linking,
            [customFetch]: outwards(true), // an operator's issuer may well be inside the network
          },
        ]
      : []),
  ];
}

/** `fetch` through the one way out. */
function outwards(allowPrivate: boolean): typeof fetch {
  return (input, init = {}) =>
    egressFetch(input instanceof Request ? input.url : input, {
      method: init.method ?? "GET",
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(init.body ? { body: String(init.body) } : {}),
      allowPrivate,
    });
}

/** GitHub says which addresses are verified in a list of their own; the profile's may be any. */
async function readGitHubUser({ tokens }: { tokens: { access_token?: string } }): Promise<Profile> {
  const ask = async (path: string) => {
    const response = await egressFetch(`https://api.github.com${path}`, {
      headers: { authorization: `Bearer ${tokens.access_token}`, "user-agent": "parley" },
    });
    if (!response.ok) throw new Error(`GitHub answered ${response.status}.`);
    return response.json();
  };
  const [user, emails] = await Promise.all([ask("/user"), ask("/user/emails")]);
  const primary = Array.isArray(emails)
    ? emails.find((one) => one?.primary === true && one.verified === true)
    : undefined;
  return { ...user, email: primary?.email ?? null, email_verified: primary !== undefined };
}

function verifiedAddress(profile: Profile | undefined): string | null {
  return profile?.email && profile.email_verified === true ? profile.email : null;
}

/** Only to a page of ours. */
function safeRedirect(url: string, baseUrl: string): string {
  const home = `${baseUrl}/w`;
  if (!URL.canParse(url, baseUrl)) return home;
  const target = new URL(url, baseUrl);
  const isPage =
    target.origin === baseUrl && !target.pathname.startsWith("//") && !target.pathname.startsWith("/api/");
  return isPage ? target.href : home;
}

/** Each with the instance in its name on http, as our own: two copies on two ports share a cookie jar. */
function cookiesOf(): NextAuthConfig["cookies"] {
  const isSecure = isSecureSite();
  const options = { httpOnly: true, sameSite: "lax" as const, path: "/", secure: isSecure };
  const name = (part: string) => (isSecure ? `__Host-parley_${part}` : `parley_${part}_${instanceSuffix()}`);
  const minutes = { ...options, maxAge: 15 * 60 };
  return {
    sessionToken: { name: sessionCookieName(), options },
    callbackUrl: { name: name("return"), options },
    csrfToken: { name: name("csrf"), options },
    pkceCodeVerifier: { name: name("pkce"), options: minutes },
    state: { name: name("state"), options: minutes },
    nonce: { name: name("nonce"), options: minutes },
  };
}

function causeOf(error: Error): string {
  const cause = error.cause;
  if (cause && typeof cause === "object" && "err" in cause && cause.err instanceof Error)
    return cause.err.message;
  return error.message;
}
