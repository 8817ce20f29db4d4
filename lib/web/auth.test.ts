import { NextRequest } from "next/server";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DAY } from "@/lib/core/clock";
import { type Cast, cast } from "@/tests/support/cast";
import { openBrowser, serve, type TestBrowser } from "@/tests/support/http";
import { type OidcClaims, type OidcServer, startOidc } from "@/tests/support/wire-oidc";
import { sessionCookieName } from "./cookies";

const PASSWORD = "correct horse battery";
let it: Cast;
let issuer: OidcServer;
let route: { GET(request: NextRequest): Promise<Response>; POST(request: NextRequest): Promise<Response> };

beforeAll(async () => {
  issuer = await startOidc("parley");
  vi.stubEnv("AUTH_SECRET", "a secret of this test");
  vi.stubEnv("AUTH_OIDC_ISSUER", issuer.issuer);
  vi.stubEnv("AUTH_OIDC_ID", "parley");
  vi.stubEnv("AUTH_OIDC_SECRET", "shared");
  it = await cast();
  serve(it.ports);
  route = await import("@/app/api/auth/[...nextauth]/route");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await issuer.close();
  await it.db.drop();
});
beforeEach(() => it.recorded.clear());

/** One request of a browser to Auth.js, with its cookies. */
async function visit(
  browser: TestBrowser,
  method: "GET" | "POST",
  path: string,
  form?: Record<string, string>,
) {
  const headers = new Headers({
    host: "evil.example",
    "x-forwarded-host": "evil.example",
    cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    ...(form ? { "content-type": "application/x-www-form-urlencoded", "x-auth-return-redirect": "1" } : {}),
  });
  const request = new NextRequest(`http://localhost:3000/api/auth${path}`, {
    method,
    headers,
    ...(form ? { body: new URLSearchParams(form).toString() } : {}),
  });
  const response = await route[method](request);
  for (const cookie of response.headers.getSetCookie()) {
    const [pair = ""] = cookie.split(";");
    const cut = pair.indexOf("=");
    const value = pair.slice(cut + 1);
    if (value === "") browser.cookies.delete(pair.slice(0, cut));
    else browser.cookies.set(pair.slice(0, cut), decodeURIComponent(value));
  }
  return response;
}

/** The whole flow, as the sign-in page and the issuer's page would lead a browser through it. Returns where it ends. */
async function signInAs(claims: OidcClaims, browser = openBrowser(), callbackUrl = "/w") {
  const { csrfToken } = await (await visit(browser, "GET", "/csrf")).json();
  const started = await (await visit(browser, "POST", "/signin/oidc", { csrfToken, callbackUrl })).json();
  const authorize = new URL(started.url);
  expect(authorize.origin).toBe(issuer.issuer);
  const code = issuer.consent(claims, authorize.searchParams.get("nonce"));
  const back = new URL(authorize.searchParams.get("redirect_uri") ?? "");
  const state = authorize.searchParams.get("state") ?? "";
  const ended = await visit(browser, "GET", `/callback/oidc?${new URLSearchParams({ code, state })}`);
  return { browser, back, location: ended.headers.get("location") ?? "", ended };
}

test("somebody new is signed in with a session row of ours, of 14 days, at our configured address", async () => {
  const { browser, back, location } = await signInAs({
    sub: "1",
    email: "Fay@Example.com",
    email_verified: true,
    name: "Fay",
  });
  expect(back.href).toBe("http://localhost:3000/api/auth/callback/oidc");
  expect(location).toBe("http://localhost:3000/w");
  expect((await browser.get("/me")).body).toMatchObject({
    email: "fay@example.com",
    name: "Fay",
    email_verified: true,
    has_password: false,
    providers: ["oidc"],
  });
  const token = browser.cookies.get(sessionCookieName());
  const rows = await it.db.superuser<{ sessionToken: string; expires: Date; remembered: boolean }>(
    'select "sessionToken", expires, remembered from "Session"',
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.sessionToken).not.toBe(token);
  expect(rows[0]?.expires.getTime()).toBeLessThanOrEqual(Date.now() + 14 * DAY);
  expect(rows[0]?.remembered).toBe(true);
  const accounts = await it.db.superuser('select access_token, refresh_token, id_token from "Account"');
  expect(accounts).toEqual([{ access_token: null, refresh_token: null, id_token: null }]);
});

test("the same person comes back to the same account, with another session", async () => {
  const first = await signInAs({ sub: "2", email: "gil@example.com", email_verified: true, name: "Gil" });
  const second = await signInAs({ sub: "2", email: "gil@example.com", email_verified: true, name: "Gil" });
  const me = async (browser: TestBrowser) => (await browser.get("/me")).body.id;
  expect(await me(second.browser)).toBe(await me(first.browser));
  expect(second.browser.cookies.get(sessionCookieName())).not.toBe(
    first.browser.cookies.get(sessionCookieName()),
  );
});

test.each([{ email_verified: false }, {}])(
  "an address that the issuer has not verified signs nobody in: %o",
  async (claim) => {
    const { browser, location } = await signInAs({ sub: "3", email: "ana-acme@example.com", ...claim });
    expect(location).toContain("/sign-in?error=");
    expect((await browser.get("/me")).status).toBe(401);
  },
);

test("whoever registered with the address before it was proved is thrown out", async () => {
  const email = "hal@example.com";
  const squatter = openBrowser();
  await squatter.post("/auth/register", { name: "Squatter", email, password: PASSWORD });
  const { browser } = await signInAs({ sub: "4", email, email_verified: true, name: "Hal" });
  expect((await browser.get("/me")).body).toMatchObject({ email, has_password: false, email_verified: true });
  expect((await squatter.get("/me")).status).toBe(401);
  expect((await openBrowser().post("/auth/session", { email, password: PASSWORD })).status).toBe(401);
});

test("a browser where another is signed in changes over; nothing is linked to the other", async () => {
  const other = openBrowser();
  await other.post("/auth/register", { name: "Other", email: "other@example.com", password: PASSWORD });
  const { browser } = await signInAs({ sub: "5", email: "ivy@example.com", email_verified: true }, other);
  expect((await browser.get("/me")).body).toMatchObject({ email: "ivy@example.com", name: "ivy" });
  const linked = await it.db.superuser(
    'select 1 from "Account" a join "User" u on u.id = a."userId" where u.email = $1',
    ["other@example.com"],
  );
  expect(linked).toEqual([]);
});

test.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/api/v1/me",
  "javascript:alert(1)",
])("it leads to our own pages alone, not to %s", async (callbackUrl) => {
  const { location } = await signInAs(
    { sub: "6", email: "jo@example.com", email_verified: true },
    openBrowser(),
    callbackUrl,
  );
  expect(location).toBe("http://localhost:3000/w");
});

test("without its own CSRF token no sign-in begins, and with another's state none ends", async () => {
  const browser = openBrowser();
  await visit(browser, "GET", "/csrf");
  const refused = await visit(browser, "POST", "/signin/oidc", { csrfToken: "guessed", callbackUrl: "/w" });
  expect((await refused.json()).url).not.toContain(issuer.issuer);
  const code = issuer.consent({ sub: "7", email: "kim@example.com", email_verified: true }, null);
  await visit(browser, "GET", `/callback/oidc?code=${code}&state=guessed`);
  expect((await browser.get("/me")).status).toBe(401);
});

test("Auth.js is not shown our sessions: it neither tells who is signed in nor ends anything", async () => {
  const { browser } = await signInAs({ sub: "8", email: "lee@example.com", email_verified: true });
  expect(await (await visit(browser, "GET", "/session")).json()).toBeNull();
  const { csrfToken } = await (await visit(browser, "GET", "/csrf")).json();
  await visit(browser, "POST", "/signout", { csrfToken });
  expect((await browser.get("/me")).status).toBe(200);
});
