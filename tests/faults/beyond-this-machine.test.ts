import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Product, startProduct } from "../support/product";
import { seededHome } from "../support/seeded-home";

const TOKEN = "the-operator-alone-knows";

describe("Parley under a name of its own", () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct({
      env: {
        APP_URL: "https://parley.example.com",
        AUTH_SECRET: randomBytes(32).toString("base64url"),
        SECRETS_KEYS: `k1:${randomBytes(32).toString("base64")}`,
        OPS_TOKEN: TOKEN,
        PARLEY_OPERATORS: "olga@example.com",
      },
    });
  }, 240_000);

  afterAll(() => product?.discard());

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${product.url}${path}`, { redirect: "manual", ...init });

  test("everything is asked for over https from now on", async () => {
    for (const path of ["/", "/up", "/api/v1/me", "/_next/static/nothing.js"]) {
      expect((await ask(path)).headers.get("strict-transport-security")).toMatch(
        /max-age=\d{8}; includeSubDomains/,
      );
    }
  });

  test("there is no dev mail and no demo", async () => {
    expect((await ask("/dev/mail")).status).toBe(404);
    expect(await product.sql(`select 1 from "User" where email = 'ana@example.com'`)).toEqual([]);
  });

  test("the first owner is let in by a link that works once", async () => {
    const [, path] =
      /For olga@example\.com, once, within 6 hours: https:\/\/parley\.example\.com(\S+)/.exec(
        product.output(),
      ) ?? [];
    expect(path).toMatch(/^\/reset\//);
    const choose = () =>
      ask("/api/v1/auth/password/reset", {
        method: "POST",
        headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
        body: JSON.stringify({ token: path?.split("/").at(-1), password: "a long enough password" }),
      });
    expect((await choose()).status).toBe(204);
    expect((await choose()).status).not.toBe(204);
  });

  test("details and figures are for who has the token", async () => {
    const open = await (await ask("/health")).json();
    expect(Object.keys(open).sort()).toEqual(["status", "version"]);
    expect((await ask("/metrics")).status).toBe(404);

    const headers = { authorization: `Bearer ${TOKEN}` };
    const health = await (await ask("/health", { headers })).json();
    for (const part of ["database", "realtime", "jobs", "blob", "mail"]) {
      expect(health.checks[part]).toMatchObject({ status: "ok", age_ms: expect.any(Number) });
      expect(health.checks[part].age_ms).toBeLessThan(10_000);
    }
    const metrics = await (await ask("/metrics", { headers })).text();
    expect(metrics).toMatch(/parley_request_seconds_count\{route="GET \/health",status="200"\} \d+/);
    for (const name of [
      "outbox_rows",
      "outbox_age_seconds",
      "job_lag_seconds",
      "realtime_connections",
      "streams",
    ])
      expect(metrics).toMatch(new RegExp(`^parley_${name} [\\d.]+$`, "m"));
  });

  test("the session's cookie is bound to the host and to https", async () => {
    const response = await ask("/api/v1/auth/session", {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
      body: JSON.stringify({ email: "olga@example.com", password: "a long enough password" }),
    });
    expect(response.status).toBe(204);
    const session = response.headers.getSetCookie().find((cookie) => cookie.includes("session"));
    expect(session).toMatch(/^__Host-/);
    expect(session).toMatch(/; Secure/);
    expect(session).toMatch(/; HttpOnly/);
  });
});

test("a database role that row-level security does not bind is refused with one sentence", async () => {
  const product = await startProduct({ home: await seededHome() });
  const address = product.ownerUrl();
  await expect(
    startProduct({ env: { DATABASE_URL: address, DIRECT_DATABASE_URL: address } }),
  ).rejects.toThrow("DATABASE_URL names a role that row-level security does not bind.");
  await product.discard();
}, 240_000);
