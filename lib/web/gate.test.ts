import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { type Cast, cast } from "@/tests/support/cast";
import { anonymous, browserOf, openBrowser, serve, withBearer } from "@/tests/support/http";
import { sessionCookieName } from "./cookies";

let it: Cast;

beforeAll(async () => {
  it = await cast();
  serve(it.ports);
});
afterAll(() => it.db.drop());
beforeEach(() => it.recorded.clear());

async function cookieOf(person = it.ana): Promise<string> {
  const browser = await browserOf(it, person);
  return `${sessionCookieName()}=${browser.cookies.get(sessionCookieName())}`;
}

const rename = (headers: Record<string, string>) =>
  anonymous().send("PATCH", "/me", { body: { name: "Ana" }, headers });

test("with a cookie, a change needs the proof that it comes from our own pages", async () => {
  const cookie = await cookieOf();
  const host = { host: "localhost:3000" };
  const outcomes: [Record<string, string>, number][] = [
    [{ "sec-fetch-site": "same-origin" }, 200],
    [{ origin: "http://localhost:3000" }, 200],
    [{}, 403],
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ "sec-fetch-site": "same-site" }, 403],
    [{ "sec-fetch-site": "none" }, 403],
    [{ "sec-fetch-site": "cross-site", origin: "http://localhost:3000" }, 403],
    [{ origin: "http://evil.example" }, 403],
    [{ origin: "http://localhost:3001" }, 403],
    [{ origin: "http://localhost:3000.evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ origin: "" }, 403],
  ];
  for (const [headers, status] of outcomes)
    expect((await rename({ ...host, ...headers, cookie })).status, JSON.stringify(headers)).toBe(status);
});

test("reading needs no proof, and changes nothing", async () => {
  const cookie = await cookieOf();
  expect((await anonymous().get("/me", { headers: { cookie, "sec-fetch-site": "cross-site" } })).status).toBe(
    200,
  );
});

test("another site cannot sign a browser in or out", async () => {
  const body = { email: "a@example.com", password: "whatever it is" };
  const headers = { "sec-fetch-site": "cross-site", origin: "http://evil.example" };
  expect((await anonymous().post("/auth/session", body, { headers })).status).toBe(403);
  expect((await anonymous().send("DELETE", "/auth/session", { headers })).status).toBe(403);
});

test("what a page of one person sends is not done as another who signed in in the same browser since", async () => {
  const cookie = await cookieOf();
  const ours = { cookie, host: "localhost:3000", "sec-fetch-site": "same-origin" };
  expect((await rename({ ...ours, "x-parley-person": it.ana.userId })).status).toBe(200);
  const refused = await rename({ ...ours, "x-parley-person": it.ben.userId });
  expect(refused.status).toBe(401);
  expect(refused.body.detail).toContain("Somebody else");
  const signOut = await anonymous().send("DELETE", "/auth/session", {
    headers: { ...ours, "x-parley-person": it.ben.userId },
  });
  expect(signOut.status).toBe(401);
  expect((await anonymous().get("/me", { headers: { cookie } })).status).toBe(200);
});

test("a token and a cookie are never both looked at: the token decides", async () => {
  const cookie = await cookieOf();
  const headers = { cookie, "sec-fetch-site": "same-origin" };
  expect((await withBearer("nonsense").get("/me", { headers })).status).toBe(401);
  expect(
    (await anonymous().get("/me", { headers: { ...headers, authorization: "Basic YTpi" } })).status,
  ).toBe(401);
  expect((await anonymous().get("/me", { headers: { ...headers, authorization: "" } })).status).toBe(401);
});

test("without a credential nothing of a workspace is there, and the answer names the scheme", async () => {
  const answer = await anonymous().get("/workspaces/acme");
  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  expect(answer.body).toEqual({
    type: "about:blank",
    title: "Sign in first",
    status: 401,
    code: "UNAUTHENTICATED",
    detail: expect.any(String),
    request_id: answer.headers.get("x-request-id"),
  });
});

test("a workspace that one is not in answers like one that does not exist", async () => {
  const gus = await browserOf(it, it.gus);
  const answers = [];
  for (const slug of ["acme", "no-such-workspace", "%00", "a'--", "__proto__"]) {
    const { status, body } = await gus.get(`/workspaces/${slug}`);
    answers.push({ status, ...body, request_id: "" });
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]?.status).toBe(404);
});

test("a request id is taken when it is well formed, and replaced when it is not", async () => {
  const id = `mine-${newId()}`;
  expect(
    (await anonymous().get("/me", { headers: { "x-request-id": id } })).headers.get("x-request-id"),
  ).toBe(id);
  for (const bad of ["x", "a b c d e f g h", "x".repeat(65), "<script>alert(1)</script>"]) {
    const answer = await anonymous().get("/me", { headers: { "x-request-id": bad } });
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("headers that only our own server sets have no effect", async () => {
  const browser = await browserOf(it, it.gus);
  const answer = await browser.get("/workspaces/acme", {
    headers: {
      "x-tenant-id": it.acme.id,
      "x-user-id": it.ana.userId,
      "x-middleware-subrequest": "proxy",
      __proto__x: "1",
      "x-forwarded-for": "127.0.0.1",
    },
  });
  expect(answer.status).toBe(404);
});

const wrong: [
  string,
  { rawBody: string | Uint8Array; headers?: Record<string, string> },
  number,
  string | null,
][] = [
  ["truncated JSON", { rawBody: '{"name":' }, 400, null],
  ["invalid UTF-8", { rawBody: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]) }, 400, null],
  ["another content type", { rawBody: "name=x", headers: { "content-type": "text/plain" } }, 415, null],
  [
    "a form",
    { rawBody: "name=x", headers: { "content-type": "application/x-www-form-urlencoded" } },
    415,
    null,
  ],
  ["more than 1 MB", { rawBody: JSON.stringify({ name: "x".repeat(1_100_000) }) }, 413, null],
  ["nesting of 5000", { rawBody: `{"name":${"[".repeat(5000)}${"]".repeat(5000)}}` }, 400, null],
  ["__proto__", { rawBody: '{"__proto__":{"isAdmin":true}}' }, 422, "__proto__"],
  ["constructor", { rawBody: '{"constructor":{"prototype":{"x":1}}}' }, 422, "constructor"],
  ["a nested __proto__", { rawBody: '{"name":{"__proto__":1}}' }, 422, "name.__proto__"],
  ["a NUL byte", { rawBody: '{"name":"a\\u0000b"}' }, 422, "name"],
  ["half of a character", { rawBody: '{"name":"a\\ud800"}' }, 422, "name"],
  ["a number", { rawBody: '{"name":7}' }, 422, "name"],
  ["null", { rawBody: '{"name":null}' }, 422, "name"],
  ["a list", { rawBody: '["name"]' }, 422, ""],
  ["a string", { rawBody: '"name"' }, 422, ""],
  ["camelCase", { rawBody: '{"newPassword":"correct horse battery"}' }, 422, "new_password"],
  ["100 kB of text", { rawBody: JSON.stringify({ name: "x".repeat(100_000) }) }, 422, "name"],
];

test.each(wrong)("a body with %s is refused, by field where it has one", async (_, options, status, path) => {
  const browser = await browserOf(it, it.cleo);
  const answer = await browser.send("PATCH", "/me", options);
  expect(answer.status, answer.text).toBe(status);
  if (path !== null) expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path);
  expect(answer.text).not.toContain("at Object");
  expect((Object.prototype as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});

test("a parameter given twice, unknown, or of the wrong kind is named", async () => {
  const browser = await browserOf(it, it.ben);
  const path = async (query: string) =>
    (await browser.get(`/workspaces/acme/members?${query}`)).body.errors?.[0]?.path;
  expect(await path("limit=1&limit=2")).toBe("limit");
  expect(await path("unknown=1")).toBe("unknown");
  expect(await path("__proto__=1")).toBe("__proto__");
  expect(await path("limit=-1")).toBe("limit");
  expect(await path("limit=1e309")).toBe("limit");
  expect(await path("limit=NaN")).toBe("limit");
  expect((await browser.get("/workspaces/acme/members?limit=100000")).status).toBe(200);
});

test("an id that is none leads nowhere", async () => {
  const browser = await browserOf(it, it.ben);
  for (const id of ["1", "..%2f..", "null", "%27%20or%201=1", newId().toUpperCase().slice(0, 35)])
    expect((await browser.get(`/workspaces/acme/members/${id}`)).status, id).toBe(404);
});

test("a read carries an ETag and is not sent twice; nothing of a workspace is kept by anybody else", async () => {
  const browser = await browserOf(it, it.ben);
  const first = await browser.get("/workspaces/acme");
  expect(first.headers.get("cache-control")).toBe("private, no-cache");
  const etag = first.headers.get("etag") ?? "";
  const again = await browser.get("/workspaces/acme", { headers: { "if-none-match": etag } });
  expect([again.status, again.text]).toEqual([304, ""]);
  const changed = await browser.patch("/workspaces/acme", { name: "Acme" });
  expect(changed.headers.get("cache-control")).toBe("private, no-store");
});

test("the gate asks the database four times: credential, membership, limits, and the beginning", async () => {
  const browser = await browserOf(it, it.mia);
  await browser.get("/workspaces/acme");
  const statements: string[] = [];
  const { database } = it.ports;
  serve({
    ...it.ports,
    database: {
      ...database,
      inTransaction: (options, work) =>
        database.inTransaction(options, (tx) =>
          work(
            new Proxy(tx, {
              get(target, name) {
                const value = Reflect.get(target, name);
                if (name === "$queryRaw" || name === "$executeRaw")
                  return (...given: unknown[]) => {
                    statements.push(`${options.role} ${String(name)}`);
                    return value.apply(target, given);
                  };
                return value;
              },
            }),
          ),
        ),
    },
  });
  expect((await browser.get("/workspaces/acme")).status).toBe(200);
  serve(it.ports);
  expect(statements).toEqual(Array(3).fill("app_identity $queryRaw"));
});

test("a browser without cookies may sign up while another is signed in elsewhere", async () => {
  const answer = await openBrowser().post("/auth/session", { email: "no@example.com", password: "x" });
  expect(answer.status).toBe(401);
});
