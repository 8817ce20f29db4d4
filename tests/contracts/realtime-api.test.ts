import { createHash } from "node:crypto";
import PusherSdk from "pusher";
import { describe, expect, test } from "vitest";
import { sign } from "@/lib/embedded/realtime/signatures";
import { CREDENTIALS, type TestClient } from "@/tests/support/realtime";
import { joined, startSuite, until } from "@/tests/support/realtime-suite";

/** The signed HTTP API of the embedded server: what the SDK asks, and what anybody else may try. */
async function start() {
  const { fixture, sdk } = await startSuite();
  const ana = fixture.client({ userId: "ana" });
  ana.join("private-c.1");
  await joined(ana, "private-c.1");
  return { sdk, ana, address: `http://127.0.0.1:${fixture.tcpPort}`, client: fixture.client };
}

type Signing = {
  method?: string;
  path?: string;
  body?: string;
  key?: string;
  secret?: string;
  timestamp?: number | string;
  version?: string;
  extra?: string;
};

/** A signed address as the SDK makes it, or one that is wrong in one way. */
function addressOf(signing: Signing): string {
  const { method = "POST", path = "/apps/parley/events", body = "", key = CREDENTIALS.key } = signing;
  const { secret = CREDENTIALS.secret, timestamp = Math.floor(Date.now() / 1000), version = "1.0" } = signing;
  const md5 = body === "" ? "" : `&body_md5=${createHash("md5").update(body).digest("hex")}`;
  const query = `auth_key=${key}&auth_timestamp=${timestamp}&auth_version=${version}${md5}${signing.extra ?? ""}`;
  const signature = sign({ ...CREDENTIALS, secret }, [method, path, query].join("\n"));
  return `${path}?${query}&auth_signature=${signature}`;
}

const EVENT = JSON.stringify({ name: "a", channels: ["private-c.1"], data: "{}" });

/** The status of a post, and proof that only an accepted one was heard. */
async function statusOf(
  address: string,
  ana: TestClient,
  signing: Signing,
  body = signing.body ?? "",
): Promise<number> {
  const before = ana.heard.length;
  const response = await fetch(`${address}${addressOf(signing)}`, { method: "POST", body });
  if (response.status !== 200) {
    await fetch(`${address}${addressOf({ body: MARKER })}`, { method: "POST", body: MARKER });
    await until(() => expect(ana.heard.length).toBeGreaterThan(before));
    expect(ana.heard.slice(before).map((event) => event.name)).toEqual(["marker"]);
  }
  return response.status;
}
const MARKER = JSON.stringify({ name: "marker", channels: ["private-c.1"], data: "{}" });

describe("signatures", () => {
  test("a request that is signed is answered, at either end of the clock's tolerance", async () => {
    const { address, ana } = await start();
    const now = Math.floor(Date.now() / 1000);
    for (const timestamp of [now, now - 590, now + 590]) {
      expect(await statusOf(address, ana, { body: EVENT, timestamp })).toBe(200);
    }
  });

  const now = Math.floor(Date.now() / 1000);
  const wrong: [string, Signing, string?][] = [
    ["the secret is another", { body: EVENT, secret: "guess" }],
    ["the key is another", { body: EVENT, key: "another" }],
    ["the time is long past", { body: EVENT, timestamp: now - 620 }],
    ["the time is far ahead", { body: EVENT, timestamp: now + 620 }],
    ["the time is not a number", { body: EVENT, timestamp: "soon" }],
    ["the version is another", { body: EVENT, version: "2.0" }],
    ["a parameter is repeated", { body: EVENT, extra: `&auth_key=${CREDENTIALS.key}` }],
    ["the body is not the one that was signed", { body: EVENT }, EVENT.replace("{}", "[]")],
    ["the body was not signed", {}, EVENT],
  ];
  test.each(wrong)("401 when %s", async (_, signing, body) => {
    const { address, ana } = await start();
    expect(await statusOf(address, ana, signing, body ?? signing.body)).toBe(401);
  });

  test("without a signature nothing is answered, and the path and method are signed too", async () => {
    const { address } = await start();
    expect((await fetch(`${address}/apps/parley/channels`)).status).toBe(401);
    expect(
      (await fetch(`${address}${addressOf({ method: "POST", path: "/apps/parley/channels" })}`)).status,
    ).toBe(401);
    const signedForEvents = addressOf({ method: "GET", path: "/apps/parley/events" });
    expect((await fetch(`${address}${signedForEvents.replace("/events?", "/channels?")}`)).status).toBe(401);
  });

  test("another app, another address and another method are 404, 404 and 405", async () => {
    const { address } = await start();
    const get = async (path: string) =>
      (await fetch(`${address}${addressOf({ method: "GET", path })}`)).status;
    expect(await get("/apps/another/channels")).toBe(404);
    expect(await get("/apps/parley/nothing")).toBe(404);
    expect(await get("/apps/parley/events")).toBe(405);
    expect((await fetch(`${address}/apps/%zz`)).status).toBe(400);
  });
});

describe("limits", () => {
  const failure = (promise: Promise<unknown>) =>
    promise.then(
      () => 200,
      (error: { status: number }) => error.status,
    );

  test("an event is at most 10 240 bytes, counted in UTF-8", async () => {
    const { sdk } = await start();
    expect(await failure(sdk.trigger("private-c.1", "a", "x".repeat(10_240)))).toBe(200);
    expect(await failure(sdk.trigger("private-c.1", "a", "x".repeat(10_241)))).toBe(413);
    expect(await failure(sdk.trigger("private-c.1", "a", "é".repeat(5_121)))).toBe(413);
  });

  test("a batch is at most ten events, and one bad event refuses all", async () => {
    const { sdk, ana } = await start();
    const event = { channel: "private-c.1", name: "a", data: "1" };
    const batch = (count: number) => Array.from({ length: count }, () => ({ ...event }));
    expect(await failure(sdk.triggerBatch(batch(11)))).toBe(400);
    expect(await failure(sdk.triggerBatch([...batch(2), { ...event, data: "x".repeat(10_241) }]))).toBe(413);
    expect(await failure(sdk.triggerBatch([...batch(2), { ...event, channel: "a b" }]))).toBe(400);
    expect(await failure(sdk.triggerBatch(batch(10)))).toBe(200);
    await until(() => expect(ana.heard).toHaveLength(10));
  });

  test("an event goes to at most a hundred channels with allowed names", async () => {
    const { address, ana } = await start();
    const post = (body: object) =>
      statusOf(address, ana, { body: JSON.stringify({ name: "a", data: "{}", ...body }) });
    const channels = (count: number) => Array.from({ length: count }, (_, index) => `private-${index}`);
    expect(await post({ channels: channels(100) })).toBe(200);
    expect(await post({ channels: channels(101) })).toBe(400);
    expect(await post({ channels: [] })).toBe(400);
    expect(await post({ channels: ["private-c.1", "with space"] })).toBe(400);
    expect(await post({ channels: ["x".repeat(201)] })).toBe(400);
    expect(await post({ channel: "private-c.1", name: "pusher:error" })).toBe(400);
    expect(await post({ channel: "private-c.1", name: "x".repeat(201) })).toBe(400);
  });

  test.each(["", "{", "[]", "null", '{"name":"a"}', '{"name":"a","data":{},"channel":"b"}', '{"batch":{}}'])(
    "the body %j is 400",
    async (body) => {
      const { address, ana } = await start();
      expect(await statusOf(address, ana, { body })).toBe(400);
    },
  );

  test("a request of more than a megabyte is 413", async () => {
    const { address } = await start();
    const body = JSON.stringify({ name: "a", channel: "b", data: "x".repeat(1_100_000) });
    expect((await fetch(`${address}${addressOf({ body })}`, { method: "POST", body })).status).toBe(413);
  });
});

describe("what the SDK asks", () => {
  const read = async (response: Promise<PusherSdk.Response>) => (await response).json();

  test("the sender's own connection can be left out", async () => {
    const { sdk, ana, client } = await start();
    const ben = client();
    ben.join("private-c.1");
    await until(() => expect(ben.confirmed).toHaveLength(1));
    await sdk.trigger("private-c.1", "a", {}, { socket_id: ana.pusher.connection.socket_id });
    await sdk.trigger("private-c.1", "b", {});
    await until(() => expect(ben.heard.map((event) => event.name)).toEqual(["a", "b"]));
    await until(() => expect(ana.heard.map((event) => event.name)).toEqual(["b"]));
  });

  test("channels are listed and described", async () => {
    const { sdk, client } = await start();
    const ben = client({ userId: "ben" });
    ben.join("private-c.1");
    await until(() => expect(ben.confirmed).toHaveLength(1));
    expect(await read(sdk.get({ path: "/channels", params: { filter_by_prefix: "private-" } }))).toEqual({
      channels: { "private-c.1": {} },
    });
    expect(
      await read(sdk.get({ path: "/channels/private-c.1", params: { info: "subscription_count" } })),
    ).toEqual({
      occupied: true,
      subscription_count: 2,
    });
    expect(await read(sdk.get({ path: "/channels/private-c.2" }))).toEqual({ occupied: false });
    expect(await read(sdk.trigger(["private-c.1"], "a", {}, { info: "subscription_count" }))).toEqual({
      channels: { "private-c.1": { subscription_count: 2 } },
    });
    await expect(sdk.get({ path: "/channels/private-c.1/users" })).rejects.toMatchObject({ status: 400 });
    expect(await read(sdk.get({ path: "/channels/presence-none/users" }))).toEqual({ users: [] });
  });

  test("an encrypted channel carries what only its readers can open", async () => {
    const { address, ana } = await start();
    const secretive = new PusherSdk({
      ...CREDENTIALS,
      host: "127.0.0.1",
      port: new URL(address).port,
      encryptionMasterKeyBase64: Buffer.alloc(32, 7).toString("base64"),
    });
    ana.pusher.unsubscribe("private-c.1");
    const id = ana.pusher.connection.socket_id;
    const { auth, shared_secret } = secretive.authorizeChannel(id, "private-encrypted-c.1");
    expect(shared_secret).toBeDefined();
    const relayed: unknown[] = [];
    ana.pusher.bind_global((name: string, payload: unknown) => name === "sealed" && relayed.push(payload));
    ana.pusher.send_event("pusher:subscribe", { channel: "private-encrypted-c.1", auth });
    await until(async () => {
      await secretive.trigger("private-encrypted-c.1", "sealed", { plain: "text" });
      expect(relayed.length).toBeGreaterThan(0);
    });
    expect(relayed[0]).toEqual({ nonce: expect.any(String), ciphertext: expect.any(String) });
  });
});
