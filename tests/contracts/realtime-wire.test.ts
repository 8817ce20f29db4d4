import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBreakers } from "@/lib/adapters/breaker";
import { createPusher, type PusherConfig } from "@/lib/adapters/realtime/pusher";
import { sign } from "@/lib/embedded/realtime/signatures";
import { CREDENTIALS, listen, portConfig, readText } from "@/tests/support/realtime";

/** What leaves for the hosted service: the wire itself, seen by a server that is not ours. */
type Seen = { method: string; path: string; query: Map<string, string>; body: string; library: string };

let http: Server;
let seen: Seen[];
let tcpPort: number;
let answers: ({ status: number; body: string } | "hang" | "cut")[];

beforeEach(async () => {
  seen = [];
  answers = [];
  http = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", "http://wire");
    const library = String(request.headers["x-pusher-library"]);
    const body = await readText(request);
    seen.push({
      method: request.method ?? "",
      path: url.pathname,
      query: new Map(url.searchParams),
      body,
      library,
    });
    const answer = answers.shift() ?? { status: 200, body: "{}" };
    if (answer === "cut") request.socket.destroy();
    else if (answer !== "hang") response.writeHead(answer.status).end(answer.body);
  });
  tcpPort = await listen(http);
});

afterEach(async () => {
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
});

function hosted(config: Partial<PusherConfig> = {}) {
  return createPusher({ ...portConfig(tcpPort), socket: "service", ...config });
}

/** The signature as the service computes it: hmac of method, path and the sorted query. */
function expectSigned(request: Seen | undefined): void {
  if (!request) throw new Error("nothing was sent");
  const query = new Map(request.query);
  const signature = query.get("auth_signature");
  query.delete("auth_signature");
  const sorted = [...query].map(([name, value]) => `${name}=${value}`).sort();
  expect(signature).toBe(sign(CREDENTIALS, [request.method, request.path, sorted.join("&")].join("\n")));
  expect(query.get("auth_key")).toBe(CREDENTIALS.key);
  expect(query.get("auth_version")).toBe("1.0");
  expect(Math.abs(Number(query.get("auth_timestamp")) - Date.now() / 1000)).toBeLessThan(5);
  if (request.body) expect(query.get("body_md5")).toBe(createHash("md5").update(request.body).digest("hex"));
}

describe("what is sent", () => {
  test("several events are one signed batch, each with its data as a JSON string", async () => {
    await hosted().publish([
      { topics: ["private-c.1"], name: "message.created", payload: { seq: 1 } },
      { topics: ["private-w.1"], name: "conversation.updated", payload: { event_seq: 1 } },
    ]);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: "POST", path: "/apps/parley/batch_events" });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
      batch: [
        { name: "message.created", data: '{"seq":1}', channel: "private-c.1" },
        { name: "conversation.updated", data: '{"event_seq":1}', channel: "private-w.1" },
      ],
    });
    expectSigned(seen[0]);
    expect(seen[0]?.library).toContain("pusher-http-node");
  });

  test("one event to its topics is one trigger, and 230 topics are three", async () => {
    const topics = Array.from({ length: 230 }, (_, index) => `private-u.${index}`);
    await hosted().publish([{ topics, name: "inbox.changed", payload: {} }]);
    expect(seen.map((request) => request.path)).toEqual(Array(3).fill("/apps/parley/events"));
    const sent = seen.map((request) => JSON.parse(request.body));
    expect(sent.map((body) => body.channels.length)).toEqual([100, 100, 30]);
    expect(sent.flatMap((body) => body.channels)).toEqual(topics);
    for (const request of seen) expectSigned(request);
  });

  test("terminating, listing and the probe are signed too", async () => {
    const realtime = hosted();
    await realtime.terminate("0190-user");
    answers.push({ status: 200, body: '{"channels":{"private-u.1":{}}}' });
    expect(await realtime.listOccupied("private-u.")).toEqual(["private-u.1"]);
    await realtime.ping();
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /apps/parley/users/0190-user/terminate_connections",
      "GET /apps/parley/channels",
      "GET /apps/parley/channels",
    ]);
    expect(seen[1]?.query.get("filter_by_prefix")).toBe("private-u.");
    for (const request of seen) expectSigned(request);
    await expect(realtime.terminate("a/../../channels")).rejects.toMatchObject({ code: "INVALID" });
  });

  test("authorizations are the documented signatures", () => {
    const realtime = hosted();
    expect(realtime.authorizeTopic("12.34", "private-c.1")).toEqual({
      auth: `${CREDENTIALS.key}:${sign(CREDENTIALS, "12.34:private-c.1")}`,
    });
    expect(realtime.authorizeUser("12.34", "ana")).toEqual({
      auth: `${CREDENTIALS.key}:${sign(CREDENTIALS, '12.34::user::{"id":"ana"}')}`,
      user_data: '{"id":"ana"}',
    });
  });

  test("connections are used again", async () => {
    let opened = 0;
    http.on("connection", () => (opened += 1));
    const realtime = hosted();
    for (let seq = 0; seq < 20; seq++)
      await realtime.publish([{ topics: ["private-c.1"], name: "a", payload: { seq } }]);
    expect(opened).toBe(1);
  });
});

describe("what goes wrong", () => {
  const event = { topics: ["private-c.1"], name: "a", payload: {} };

  test("a service that fails, is cut off or does not answer is UNAVAILABLE", async () => {
    const realtime = hosted({ timeoutMs: 200 });
    for (const answer of [{ status: 503, body: "" }, { status: 429, body: "" }, "cut", "hang"] as const) {
      answers.push(answer);
      await expect(realtime.publish([event])).rejects.toMatchObject({ code: "UNAVAILABLE" });
    }
  });

  test("a refused event is not an outage, a wrong key is, and no error carries the signature", async () => {
    answers.push(
      { status: 400, body: "no such channel" },
      { status: 413, body: "too large" },
      { status: 401, body: "Unknown auth_key" },
    );
    const realtime = hosted();
    const refused = await realtime.publish([event]).catch((error) => error);
    expect(refused).toMatchObject({ code: "INTERNAL", cause: { message: "status 400: no such channel" } });
    expect(`${refused.stack}${refused.cause.stack}`).not.toContain("auth_signature");
    await expect(realtime.publish([event])).rejects.toMatchObject({ code: "TOO_LARGE" });
    const cause = { message: "status 401: Unknown auth_key" };
    await expect(realtime.publish([event])).rejects.toMatchObject({ code: "UNAVAILABLE", cause });
  });

  test("after repeated failures publishing is refused at once, while terminating is still tried", async () => {
    const breaker = createBreakers({ failures: 2 }).breaker("realtime");
    const realtime = hosted({ breaker });
    answers.push({ status: 500, body: "" }, { status: 500, body: "" });
    for (let i = 0; i < 4; i++) await realtime.publish([event]).catch(() => {});
    expect(seen).toHaveLength(2);
    expect(breaker.status().state).toBe("open");
    answers.push({ status: 500, body: "" });
    await realtime.terminate("ana");
    expect(seen).toHaveLength(4);
  });
});

test("browsers are sent to the vendor's hosts, to the configured one, or to the page's own", () => {
  const config = {
    ...CREDENTIALS,
    cluster: "eu",
    host: null,
    port: null,
    tls: false,
    socket: "service" as const,
  };
  expect(createPusher(config).browser).toEqual({
    key: CREDENTIALS.key,
    cluster: "eu",
    host: null,
    port: null,
    tls: true,
    path: "",
  });
  const own = { ...config, host: "push.example.com", port: 8443, tls: true };
  expect(createPusher(own).browser).toMatchObject({
    host: "push.example.com",
    port: 8443,
    tls: true,
    path: "",
  });
  expect(createPusher({ ...own, socket: "page" }).browser).toMatchObject({
    host: "",
    port: null,
    path: "/realtime",
  });
});
