import { NextRequest } from "next/server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Cast, cast } from "@/tests/support/cast";
import { browserOf, serve, withBearer } from "@/tests/support/http";

const FRIEND = "https://tools.example";
let it: Cast;

beforeAll(async () => {
  vi.stubEnv("ALLOWED_ORIGINS", `${FRIEND}, https://other.example`);
  it = await cast();
  serve(it.ports);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await it.db.drop();
});

async function ask(origin: string): Promise<Headers> {
  const { proxy } = await import("@/proxy");
  const headers = { origin, "access-control-request-method": "PATCH" };
  const request = new NextRequest("http://localhost:3000/api/v1/me", { method: "OPTIONS", headers });
  return (await proxy(request)).headers;
}

test("an origin that the operator names may call with a token, never with the cookie", async () => {
  const headers = await ask(FRIEND);
  expect(headers.get("access-control-allow-origin")).toBe(FRIEND);
  expect(headers.get("access-control-allow-headers")).toContain("authorization");
  expect(headers.get("access-control-allow-credentials")).toBeNull();
});

test.each(["https://evil.example", "null", "https://tools.example.evil.example", "http://tools.example"])(
  "%s may not",
  async (origin) => {
    expect((await ask(origin)).get("access-control-allow-origin")).toBeNull();
  },
);

test("an answer can be read from there with a token alone", async () => {
  const browser = await browserOf(it, it.mia);
  const made = await browser.post("/me/api_keys", { name: "k", workspace: "acme", scopes: ["read"] });
  const withToken = await withBearer(made.body.token).get("/me", { headers: { origin: FRIEND } });
  expect(withToken.headers.get("access-control-allow-origin")).toBe(FRIEND);
  expect(withToken.headers.get("vary")).toBe("Origin");
  const withCookie = await browser.get("/me", { headers: { origin: FRIEND } });
  expect(withCookie.headers.get("access-control-allow-origin")).toBeNull();
});
