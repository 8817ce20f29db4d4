import { describe, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import {
  CREDENTIALS,
  type RealtimeFixture,
  type startRealtime,
  type TestClient,
} from "@/tests/support/realtime";
import { joined, startSuite, until } from "@/tests/support/realtime-suite";

type Options = NonNullable<Parameters<typeof startRealtime>[0]>;

/** What every realtime service must do for the port, here through `pusher` and `pusher-js` against the embedded server. */
describe.each([
  ["by the HTTP API", { direct: false }],
  ["in the same process", { direct: true }],
])("%s", (_way, { direct }) => {
  const start = async (options: Options = {}): Promise<RealtimeFixture> =>
    (await startSuite({ direct, ...options })).fixture;

  const bodies = (client: TestClient) => client.heard.map((event) => event.payload);

  describe("publishing", () => {
    test("events arrive in the order in which they were published, with their payload as it was", async () => {
      const { realtime, client } = await start();
      const ana = client();
      ana.join("private-c.1");
      await joined(ana, "private-c.1");

      const sent = Array.from({ length: 35 }, (_, seq) => ({
        seq,
        body: `line ${seq} \u{1f469}‍\u{1f52c} "quoted" \\ é`,
      }));
      await realtime.publish(
        sent.map((payload) => ({ topics: ["private-c.1"], name: "message.created", payload })),
      );
      await realtime.publish([{ topics: ["private-c.1"], name: "message.deleted", payload: { id: "last" } }]);

      await until(() => expect(ana.heard).toHaveLength(36));
      expect(bodies(ana).slice(0, 35)).toEqual(sent);
      expect(ana.heard.at(-1)).toEqual({
        topic: "private-c.1",
        name: "message.deleted",
        payload: { id: "last" },
      });
    });

    test("an event reaches exactly the topics it names, each subscriber once", async () => {
      const { realtime, client } = await start();
      const [ana, ben] = [client(), client()];
      ana.join("private-c.1");
      ben.join("private-c.2");
      await Promise.all([joined(ana, "private-c.1"), joined(ben, "private-c.2")]);

      await realtime.publish([
        { topics: ["private-c.1", "private-w.1"], name: "a", payload: 1 },
        { topics: ["private-c.2"], name: "b", payload: 2 },
        { topics: ["private-c.1", "private-c.2"], name: "end", payload: 3 },
      ]);
      await until(() =>
        expect([bodies(ana), bodies(ben)]).toEqual([
          [1, 3],
          [2, 3],
        ]),
      );
    });

    test("more than a hundred topics are reached by several requests", async () => {
      const { realtime, client } = await start();
      const ana = client();
      ana.join("private-u.230");
      await joined(ana, "private-u.230");
      const topics = Array.from({ length: 250 }, (_, index) => `private-u.${index}`);
      await realtime.publish([{ topics, name: "inbox.changed", payload: {} }]);
      await until(() => expect(ana.heard).toHaveLength(1));
    });

    test("an event that is too large is left out, and those around it arrive", async () => {
      const { realtime, client } = await start();
      const ana = client();
      ana.join("private-c.1");
      await joined(ana, "private-c.1");
      const topics = ["private-c.1"];
      await realtime.publish([
        { topics, name: "before", payload: "x".repeat(10_238) },
        { topics, name: "too.large", payload: "x".repeat(10_239) },
        { topics: ["no spaces allowed"], name: "nowhere", payload: {} },
        { topics, name: "after", payload: {} },
      ]);
      await until(() => expect(ana.heard.map((event) => event.name)).toEqual(["before", "after"]));
    });

    test("fifty clients hear a broadcast", async () => {
      const { realtime, client, server } = await start();
      const clients = Array.from({ length: 50 }, () => client());
      for (const each of clients) each.join("private-w.1");
      await until(() => expect(clients.every((each) => each.confirmed.length === 1)).toBe(true));
      expect(server.connections()).toBe(50);
      await realtime.publish([{ topics: ["private-w.1"], name: "presence.changed", payload: { n: 1 } }]);
      await until(() => expect(clients.every((each) => each.heard.length === 1)).toBe(true));
    });

    test("says UNAVAILABLE when the service cannot be reached, without a signature in the error", async () => {
      const { realtime, stop } = await start();
      await stop();
      const failure = await realtime
        .publish([{ topics: ["private-c.1"], name: "a", payload: {} }])
        .catch((error) => error);
      expect(failure).toMatchObject({ code: "UNAVAILABLE" });
      expect(`${failure.stack} ${failure.cause?.stack}`).not.toContain("auth_signature");
      await expect(realtime.ping()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    });
  });

  describe("authorization", () => {
    test("a private topic is closed to whoever was refused, and to a signature for another topic or connection", async () => {
      const { realtime, client } = await start();
      const ana = client();
      ana.join("private-c.1");
      await joined(ana, "private-c.1");

      const eve = client({ mayJoin: () => false });
      eve.join("private-c.1");
      await until(() => expect(eve.refused).toHaveLength(1));

      const other = ana.pusher.connection.socket_id;
      const stolen = [
        realtime.authorizeTopic(eve.pusher.connection.socket_id, "private-c.2").auth,
        realtime.authorizeTopic(other, "private-c.1").auth,
        `${CREDENTIALS.key}:${"0".repeat(64)}`,
        "",
      ];
      for (const auth of stolen) eve.pusher.send_event("pusher:subscribe", { channel: "private-c.1", auth });
      await until(() => expect(eve.refused).toHaveLength(5));
      expect(eve.refused.at(-1)).toEqual({ topic: "private-c.1", type: "AuthError", status: 401 });

      await realtime.publish([{ topics: ["private-c.1"], name: "secret", payload: {} }]);
      await until(() => expect(ana.heard).toHaveLength(1));
      expect(eve.heard).toEqual([]);
    });

    test("a malformed socket id or topic is INVALID", async () => {
      const { realtime } = await start();
      expect(() => realtime.authorizeTopic("not-a-socket", "private-c.1")).toThrowError(
        expect.objectContaining({ code: "INVALID" }),
      );
      expect(() => realtime.authorizeTopic("1.2", "private c")).toThrowError(
        expect.objectContaining({ code: "INVALID" }),
      );
      expect(() => realtime.authorizeUser("1.2\n", "ana")).toThrowError(
        expect.objectContaining({ code: "INVALID" }),
      );
    });

    test("terminate cuts every connection of the user at once, and nothing is heard afterwards", async () => {
      const { realtime, client, server } = await start();
      const [laptop, phone, ben] = [
        client({ userId: "ana" }),
        client({ userId: "ana" }),
        client({ userId: "ben" }),
      ];
      for (const each of [laptop, phone, ben]) each.join("private-c.1");
      await until(() => expect([laptop, phone, ben].every((each) => each.confirmed.length === 1)).toBe(true));
      await until(() =>
        expect([laptop, phone, ben].every((each) => each.pusher.user.user_data !== null)).toBe(true),
      );

      const before = performance.now();
      await realtime.terminate("ana");
      expect(server.connections()).toBe(1);
      expect(performance.now() - before).toBeLessThan(5_000);

      await realtime.publish([{ topics: ["private-c.1"], name: "after", payload: {} }]);
      await until(() => expect(ben.heard).toHaveLength(1));
      await until(() =>
        expect([laptop, phone].map((each) => each.pusher.connection.state)).toEqual([
          "disconnected",
          "disconnected",
        ]),
      );
      expect([...laptop.heard, ...phone.heard]).toEqual([]);
      expect(laptop.codes).toContain(4009);
    });

    test("who was cut off may come back, and is authorized anew", async () => {
      const { realtime, client } = await start();
      let isMember = true;
      const ana = client({ userId: "ana", mayJoin: (topic) => isMember || topic === "private-u.ana" });
      ana.join("private-u.ana");
      ana.join("private-c.1");
      await until(() => expect(ana.confirmed).toHaveLength(2));
      await until(() => expect(ana.pusher.user.user_data).not.toBeNull());

      isMember = false;
      await realtime.terminate("ana");
      await until(() => expect(ana.pusher.connection.state).toBe("disconnected"));
      ana.pusher.connect();
      await until(() => expect(ana.confirmed.slice(2)).toEqual(["private-u.ana"]));
      await realtime.publish([{ topics: ["private-c.1", "private-u.ana"], name: "later", payload: {} }]);
      await until(() => expect(ana.heard.map((event) => event.topic)).toEqual(["private-u.ana"]));
    });

    test("terminating somebody who is not there is no error", async () => {
      const { realtime } = await start();
      await realtime.terminate(newId());
    });
  });

  describe("reconnecting", () => {
    test("after the server went away and came back, a client has joined again and hears what comes next", async () => {
      const first = await start();
      const ana = first.client({ userId: "ana" });
      ana.join("private-c.1");
      await joined(ana, "private-c.1");

      await first.server.close();
      expect(first.server.connections()).toBe(0);
      await until(() => expect(ana.pusher.connection.state).not.toBe("connected"));
      first.restart();
      await until(() => expect(ana.confirmed).toEqual(["private-c.1", "private-c.1"]));
      await first.realtime.publish([{ topics: ["private-c.1"], name: "next", payload: { seq: 2 } }]);
      await until(() => expect(bodies(ana)).toEqual([{ seq: 2 }]));
    });

    test("what was published while a client was away is not kept, and what is published twice arrives twice", async () => {
      const { realtime, client } = await start();
      const ana = client();
      const event = { topics: ["private-c.1"], name: "message.created", payload: { seq: 1 } };
      await realtime.publish([event]);
      ana.join("private-c.1");
      await joined(ana, "private-c.1");
      await realtime.publish([event]);
      await realtime.publish([event]);
      await realtime.publish([{ ...event, payload: { seq: 2 } }]);
      await until(() => expect(bodies(ana)).toEqual([{ seq: 1 }, { seq: 1 }, { seq: 2 }]));
    });

    test("after leaving a topic nothing of it is heard", async () => {
      const { realtime, client } = await start();
      const ana = client();
      const channel = ana.join("private-c.1");
      ana.join("private-c.2");
      await joined(ana, "private-c.1", "private-c.2");
      ana.pusher.unsubscribe("private-c.1");
      await until(async () => expect(await realtime.listOccupied("private-c.")).toEqual(["private-c.2"]));
      await realtime.publish([{ topics: ["private-c.1", "private-c.2"], name: "a", payload: {} }]);
      await until(() => expect(ana.heard.map((event) => event.topic)).toEqual(["private-c.2"]));
      expect(channel.subscribed).toBe(false);
    });
  });

  test("the browser is told to use the page's own host", async () => {
    const { realtime } = await start();
    expect(realtime.browser).toEqual({
      key: CREDENTIALS.key,
      cluster: "local",
      host: "",
      port: null,
      tls: false,
      path: "/realtime",
    });
  });
});
