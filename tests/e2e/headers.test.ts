import { connect } from "node:net";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { expect, expectAccessible, signIn, test } from "../support/browser";

test.skip(({ isMobile }) => isMobile, "Headers are the same at every size.");

const EVERYWHERE = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-frame-options": "DENY",
  "permissions-policy": expect.stringContaining("microphone=(self)"),
  "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
  "x-request-id": expect.stringMatching(/^[A-Za-z0-9_-]{8,64}$/),
};

const ADDRESSES = [
  ["/", 200],
  ["/sign-in", 200],
  ["/w/acme", 307],
  ["/nothing-here", 404],
  ["/dev/mail", 200],
  ["/up", 200],
  ["/health", 200],
  ["/metrics", 404],
  ["/manifest.webmanifest", 200],
  ["/icons/mark.svg", 200],
  ["/_next/static/nothing.js", 404],
  ["/api/docs", 200],
  ["/api/v1/me", 401],
  ["/api/v1/nothing", 404],
  ["/api/v1/workspaces/acme/conversations", 401],
  ["/api/v1/openapi.json", 200],
  ["/apps/1/channels", 404],
] as const;

test.describe("every response carries the security headers", () => {
  for (const [address, status] of ADDRESSES) {
    test(`${address} (${status})`, async ({ request }) => {
      const response = await request.get(address, { maxRedirects: 0 });
      expect(response.status()).toBe(status);
      expect(response.headers()).toMatchObject(EVERYWHERE);
      expect(response.headers()).not.toHaveProperty("x-powered-by");
      expect(response.headers()).not.toHaveProperty("strict-transport-security"); // http on this machine
    });
  }

  test("a method that a route does not have (405)", async ({ request }) => {
    const response = await request.fetch("/api/v1/me", { method: "PUT" });
    expect(response.status()).toBe(405);
    expect(response.headers()).toMatchObject(EVERYWHERE);
  });

  test("a host that is not this machine (400)", async ({ request }) => {
    const response = await request.get("/", { headers: { host: "parley.example.com" } });
    expect(response.status()).toBe(400);
    expect(response.headers()).toMatchObject(EVERYWHERE);
  });

  test("what is no HTTP at all (400), and headers without end (431)", async ({ baseURL }) => {
    for (const [text, status] of [
      ["NONSENSE\r\n\r\n", 400],
      [`GET / HTTP/1.1\r\nhost: localhost\r\nx-long: ${"a".repeat(64 * 1024)}\r\n\r\n`, 431],
    ] as const) {
      const answer = await raw(baseURL ?? "", text);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(answer).toContain("x-content-type-options: nosniff");
      expect(answer).toContain("x-frame-options: DENY");
    }
  });
});

test("each page has a nonce of its own, and every script carries it", async ({ request }) => {
  const [first, second] = [await request.get("/"), await request.get("/")];
  expect(nonceOf(first)).not.toBe(nonceOf(second));

  const policy = first.headers()["content-security-policy"] ?? "";
  expect(policy).toContain(
    `script-src 'self' 'nonce-${nonceOf(first)}' 'strict-dynamic' 'wasm-unsafe-eval';`,
  );
  for (const rule of [
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "worker-src 'self' blob:",
  ]) {
    expect(policy).toContain(rule);
  }
  const scripts = (await first.text()).match(/<script[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((tag) => !tag.includes(`nonce="${nonceOf(first)}"`))).toEqual([]);
});

test("what a client sends under the names of our own headers has no effect", async ({ request }) => {
  const forged = {
    "x-nonce": "forged",
    "content-security-policy": "script-src 'nonce-forged'",
    "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
    "x-middleware-rewrite": "/dev/mail",
    "x-tenant-id": "acme",
    "x-parley-address": "10.0.0.1",
  };
  const page = await request.get("/sign-in", { headers: forged });
  expect(await page.text()).not.toContain("forged");
  expect(nonceOf(page)).not.toBe("forged");

  const api = await request.get("/api/v1/workspaces/acme/conversations", { headers: forged });
  expect(api.status()).toBe(401);
});

test("a well-formed request id is kept, another one is replaced", async ({ request }) => {
  for (const address of ["/", "/api/v1/me", "/up", "/_next/static/nothing.js"]) {
    const kept = await request.get(address, { headers: { "x-request-id": "from-the-client-1" } });
    expect(kept.headers()["x-request-id"]).toBe("from-the-client-1");
    const replaced = await request.get(address, { headers: { "x-request-id": 'bad" id' } });
    expect(replaced.headers()["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("hashed files are kept for good, what belongs to a workspace by nobody", async ({
  request,
  context,
}) => {
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(await (await request.get("/")).text())?.[1] ?? "";
  const file = await request.get(script);
  expect(file.headers()["cache-control"]).toContain("immutable");

  await signIn(context, "ana@example.com");
  const tenant = await context.request.get("/api/v1/workspaces/acme/conversations");
  expect(tenant.headers()["cache-control"]).toMatch(/^private, no-(cache|store)$/);
});

test("reports of a broken policy are taken when they are small", async ({ request }) => {
  expect((await report(request, "{}")).status()).toBe(204);
  expect((await report(request, "x".repeat(9 * 1024))).status()).toBe(413);
});

test("dev mail shows what was sent, in a frame that runs nothing", async ({ page, request }) => {
  const asked = await request.post("/api/v1/auth/password/forgot", {
    data: { email: "ana@example.com" },
    headers: { "sec-fetch-site": "same-origin" },
  });
  expect(asked.status()).toBe(202);
  await expect(async () => {
    await page.goto("/dev/mail");
    await expect(page.getByRole("navigation").getByText("ana@example.com").first()).toBeVisible({
      timeout: 500,
    });
  }).toPass();
  await expect(page.locator("iframe")).toHaveAttribute("sandbox", "allow-top-navigation-by-user-activation");
  await expectAccessible(page);
});

test("the documentation of the API works under its own policy", async ({ page }) => {
  await page.goto("/api/docs");
  await expect(page.getByText("/workspaces/{workspace}/invites").first()).toBeVisible();
  await expectAccessible(page);
});

function report(request: APIRequestContext, body: string): Promise<APIResponse> {
  return request.post("/api/csp", { data: body, headers: { "content-type": "application/csp-report" } });
}

function nonceOf(response: APIResponse): string {
  return /'nonce-([^']+)'/.exec(response.headers()["content-security-policy"] ?? "")?.[1] ?? "";
}

function raw(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: Number(new URL(url).port) });
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.once("close", () => resolve(answer));
    socket.once("error", reject);
    socket.write(text);
  });
}
