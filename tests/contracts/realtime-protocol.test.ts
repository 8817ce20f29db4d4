import { describe, expect, test } from "vitest";
import { openRawSocket } from "@/tests/support/raw-socket";
import { connected, join, startSuite, until } from "@/tests/support/realtime-suite";

/** What the embedded server says on the socket, as protocol 7 has it. */
async function start(...options: Parameters<typeof startSuite>) {
  const { fixture, sdk, raw } = await startSuite(...options);
  return { sdk, raw, tcpPort: fixture.tcpPort, server: fixture.server };
}

describe("connecting", () => {
  test("the first frame names the connection and how long it may be silent", async () => {
    const { raw } = await start();
    const socket = await raw();
    expect(socket.frames[0]).toEqual({
      event: "pusher:connection_established",
      data: { socket_id: expect.stringMatching(/^\d+\.\d+$/), activity_timeout: 30 },
    });
  });

  test("another key, another protocol, and too many connections are closed with the code that says what to do", async () => {
    const { tcpPort, raw } = await start({ limits: { connections: 1 } });
    expect(await openRawSocket(tcpPort, { key: "another" }).closed).toBe(4001);
    expect(await openRawSocket(tcpPort, { protocol: "3" }).closed).toBe(4007);
    await raw();
    expect(await openRawSocket(tcpPort).closed).toBe(4100);
  });

  test("a page of another site is refused before the handshake", async () => {
    const { tcpPort } = await start();
    expect(await openRawSocket(tcpPort, { origin: "https://evil.example" }).closed).toBe(403);
    expect(await openRawSocket(tcpPort, { origin: "null" }).closed).toBe(403);
    await connected(openRawSocket(tcpPort, { origin: `http://127.0.0.1:${tcpPort}` }));
  });

  test("an upgrade elsewhere is not taken", async () => {
    const { tcpPort, server } = await start();
    await openRawSocket(tcpPort, { path: "/elsewhere" }).closed;
    expect(server.connections()).toBe(0);
  });

  test("a ping is answered; the silent are pinged and then closed", async () => {
    const { raw } = await start({ limits: { activityTimeoutSeconds: 0.5, pongTimeoutSeconds: 0.5 } });
    const socket = await raw();
    socket.send("pusher:ping", {});
    await until(() => expect(socket.named("pusher:pong")).toHaveLength(1));
    await until(() => expect(socket.named("pusher:ping")).toHaveLength(1));
    expect(await socket.closed).toBe(4201);
  });

  test("whoever neither signs in nor joins a private channel does not stay", async () => {
    const { raw, sdk, server } = await start({ limits: { authorizeWithinSeconds: 0.5 } });
    const [member, stranger] = [await raw(), await raw()];
    await join(sdk, member, "private-c.1");
    stranger.send("pusher:subscribe", { channel: "public" });
    expect(await stranger.closed).toBe(4009);
    expect(server.connections()).toBe(1);
  });
});

describe("signing in", () => {
  test("events to a user reach that user's connections alone", async () => {
    const { raw, sdk } = await start();
    const [ana, ben] = [await raw(), await raw()];
    for (const [socket, id] of [
      [ana, "ana"],
      [ben, "ben"],
    ] as const) {
      socket.send("pusher:signin", sdk.authenticateUser(socket.socketId(), { id, watchlist: [] }));
      await until(() => expect(socket.named("pusher:signin_success")).toHaveLength(1));
    }
    expect(ana.named("pusher:signin_success")[0]?.data).toEqual({ user_data: '{"id":"ana","watchlist":[]}' });
    ana.send("pusher:subscribe", { channel: "#server-to-user-ana", auth: "" });
    ben.send("pusher:subscribe", { channel: "#server-to-user-ana", auth: "" });
    await until(() => expect(ben.named("pusher:subscription_error")).toHaveLength(1));
    await sdk.sendToUser("ana", "hello", { n: 1 });
    await until(() =>
      expect(ana.named("hello")).toEqual([
        { event: "hello", channel: "#server-to-user-ana", data: { n: 1 } },
      ]),
    );
    expect(ben.named("hello")).toEqual([]);
  });

  test("a sign-in with the signature of another connection ends the connection", async () => {
    const { raw, sdk } = await start();
    const [ana, eve] = [await raw(), await raw()];
    eve.send("pusher:signin", sdk.authenticateUser(ana.socketId(), { id: "ana" }));
    expect(await eve.closed).toBe(4009);
  });

  test("where it is required, a private channel opens only to who has signed in", async () => {
    const { raw, sdk } = await start({ signinRequired: true });
    const ana = await raw();
    expect(await join(sdk, ana, "private-c.1")).toMatchObject({ event: "pusher:subscription_error" });
    ana.send("pusher:signin", sdk.authenticateUser(ana.socketId(), { id: "ana" }));
    expect(await join(sdk, ana, "private-c.1")).toMatchObject({
      event: "pusher_internal:subscription_succeeded",
    });
  });
});

describe("client events", () => {
  test("reach the others with the sender's id, and not the sender", async () => {
    const { raw, sdk } = await start();
    const [ana, ben] = [await raw(), await raw()];
    await join(sdk, ana, "presence-room", { user_id: "ana" });
    await join(sdk, ben, "presence-room", { user_id: "ben" });
    ana.send("client-typing", { on: true }, "presence-room");
    const passedOn = { event: "client-typing", channel: "presence-room", data: { on: true }, user_id: "ana" };
    await until(() => expect(ben.named("client-typing")).toEqual([passedOn]));
    expect(ana.named("client-typing")).toEqual([]);
  });

  test("are limited to ten a second, and the rest answered with 4301", async () => {
    const { raw, sdk } = await start();
    const [ana, ben] = [await raw(), await raw()];
    for (const socket of [ana, ben]) await join(sdk, socket, "private-c.1");
    for (let i = 0; i < 40; i++) ana.send("client-n", { i }, "private-c.1");
    const rejected = () => ana.named("pusher:error").length;
    await until(() => expect(ben.named("client-n").length + rejected()).toBe(40));
    expect(ben.named("client-n").length).toBeGreaterThanOrEqual(10);
    expect(rejected()).toBeGreaterThan(0);
    expect(ana.named("pusher:error")[0]?.data).toMatchObject({ code: 4301 });
  });

  test("are refused in public and encrypted channels, where one is not subscribed, and when too large", async () => {
    const { raw, sdk } = await start();
    const ana = await raw();
    await join(sdk, ana, "private-c.1");
    ana.send("pusher:subscribe", { channel: "public" });
    ana.send("client-a", {}, "public");
    ana.send("client-a", {}, "private-encrypted-c.1");
    ana.send("client-a", {}, "private-c.2");
    ana.send("client-a", "x".repeat(10_241), "private-c.1");
    await until(() => expect(ana.named("pusher:error")).toHaveLength(4));
    expect(new Set(ana.named("pusher:error").map((frame) => (frame.data as { code: number }).code))).toEqual(
      new Set([4301]),
    );
  });

  test("can be turned off", async () => {
    const { raw, sdk } = await start({ limits: { clientEventsPerSecond: 0 } });
    const ana = await raw();
    await join(sdk, ana, "private-c.1");
    ana.send("client-a", {}, "private-c.1");
    await until(() => expect(ana.named("pusher:error")[0]?.data).toMatchObject({ code: 4301 }));
  });
});

describe("bad frames", () => {
  const nonsense = [
    "",
    "{",
    "null",
    "[]",
    "1",
    '"text"',
    '{"event":1}',
    '{"event":""}',
    '{"event":"pusher:subscribe"}',
    '{"event":"pusher:subscribe","data":{"channel":"a b","auth":"x"}}',
    '{"event":"pusher:subscribe","data":{"channel":{}}}',
    '{"event":"pusher:unsubscribe","data":null}',
    '{"event":"pusher_internal:member_added","data":{}}',
    '{"event":"__proto__","data":{"__proto__":{"a":1}}}',
    `${"[".repeat(5_000)}`,
    Buffer.from([0xff, 0xfe]),
  ];

  test("never disturb the connection or others", async () => {
    const { raw, sdk } = await start();
    const [eve, ana] = [await raw(), await raw()];
    for (const text of nonsense) eve.sendText(text);
    await join(sdk, eve, "private-c.1");
    await join(sdk, ana, "private-c.1");
    await sdk.trigger("private-c.1", "still", { works: true });
    await until(() => expect([eve, ana].map((socket) => socket.named("still").length)).toEqual([1, 1]));
  });

  test("a frame that is too large, and a flood, end the connection", async () => {
    const { raw } = await start({ limits: { framesAtOnce: 50, framesPerSecond: 1 } });
    const [large, flood] = [await raw(), await raw()];
    large.sendText("x".repeat(40_000));
    expect(await large.closed).toBe(1009);
    for (let i = 0; i < 60; i++) flood.send("pusher:ping", {});
    expect(await flood.closed).toBe(4100);
  });

  test("subscriptions of one connection are limited", async () => {
    const { raw, sdk } = await start({ limits: { subscriptionsPerConnection: 2 } });
    const ana = await raw();
    await join(sdk, ana, "private-c.1");
    await join(sdk, ana, "private-c.2");
    expect(await join(sdk, ana, "private-c.3")).toMatchObject({ data: { type: "LimitReached" } });
    expect(await join(sdk, ana, "private-c.2")).toMatchObject({
      event: "pusher_internal:subscription_succeeded",
    });
  });
});

test("a client that does not read is dropped, and the others do not wait for it", async () => {
  const { raw, sdk, server } = await start({ limits: { bufferedBytes: 100_000 } });
  const [slow, ana] = [await raw(), await raw()];
  for (const socket of [slow, ana]) await join(sdk, socket, "private-c.1");
  slow.socket.pause();
  const payload = "x".repeat(10_000);
  let sent = 0;
  while (server.connections() === 2 && sent < 5_000) {
    await sdk.triggerBatch(
      Array.from({ length: 10 }, () => ({ channel: "private-c.1", name: "big", data: payload })),
    );
    sent += 10;
  }
  expect(server.connections()).toBe(1);
  await until(() => expect(ana.named("big")).toHaveLength(sent));
}, 30_000);
