import { describe, expect, test } from "vitest";
import { sign } from "@/lib/embedded/realtime/signatures";
import { CREDENTIALS } from "@/tests/support/realtime";
import { join, joined, startSuite, until } from "@/tests/support/realtime-suite";

/** Who is there: webhooks, the list of occupied topics, and presence channels. */
async function start(...options: Parameters<typeof startSuite>) {
  const { fixture, sdk, raw } = await startSuite(...options);
  return { ...fixture, server: fixture.server, sdk, raw };
}

describe("webhooks", () => {
  test("webhooks say who came at once and who went after a while, and a reload is neither", async () => {
    const { client, webhooks } = await start({ limits: { vacatedDelayMs: 1_500 } });
    const first = client();
    first.join("private-u.ana");
    const came = { name: "channel_occupied", channel: "private-u.ana", userId: null };
    await until(() => expect(webhooks).toEqual([came]));

    first.pusher.disconnect();
    const reloaded = client();
    reloaded.join("private-u.ana");
    await joined(reloaded, "private-u.ana");
    const ben = client();
    ben.join("private-u.ben");
    await until(() => expect(webhooks).toEqual([came, { ...came, channel: "private-u.ben" }]));

    reloaded.pusher.disconnect();
    await until(() => expect(webhooks.at(-1)).toEqual({ ...came, name: "channel_vacated" }));
    expect(webhooks).toHaveLength(3);
  });

  test("a second tab changes nothing, and the list of occupied topics is the truth", async () => {
    const { client, webhooks, realtime } = await start();
    const tabs = [client(), client()];
    for (const tab of tabs) tab.join("private-u.ana");
    await until(() => expect(tabs.every((tab) => tab.confirmed.length === 1)).toBe(true));
    tabs[0]?.join("private-w.1");
    await until(() => expect(tabs[0]?.confirmed).toHaveLength(2));
    expect(await realtime.listOccupied("private-u.")).toEqual(["private-u.ana"]);

    tabs[0]?.pusher.disconnect();
    tabs[1]?.join("private-w.2");
    await until(() => expect(webhooks.map((event) => event?.channel)).toContain("private-w.2"));
    const gone = { name: "channel_vacated", channel: "private-w.1", userId: null };
    await until(() => expect(webhooks).toContainEqual(gone));
    expect(webhooks.filter((event) => event?.channel === "private-u.ana")).toHaveLength(1);
    expect(await realtime.listOccupied("private-u.")).toEqual(["private-u.ana"]);
  });

  test("a webhook that is not taken is sent again, in order and once", async () => {
    const { client, webhooks, failWebhooks } = await start();
    failWebhooks([500, 503]);
    const ana = client();
    for (const topic of ["private-u.1", "private-u.2", "private-u.3"]) ana.join(topic);
    await until(() => expect(webhooks).toHaveLength(3));
    expect(webhooks.map((event) => event?.channel)).toEqual(["private-u.1", "private-u.2", "private-u.3"]);
  });

  test("only channels with the wanted prefix are announced", async () => {
    const { tcpPort, webhooks, ...rest } = await start();
    const filtered = await start({
      webhook: { url: `http://127.0.0.1:${tcpPort}/webhooks`, channelPrefix: "private-u." },
    });
    const ana = filtered.client();
    ana.join("private-c.1");
    ana.join("private-u.ana");
    await until(() => expect(webhooks.map((event) => event?.channel)).toEqual(["private-u.ana"]));
    expect(rest.server.connections()).toBe(0);
  });

  test("a webhook with a wrong signature, another key, or from long ago is not read", async () => {
    const { realtime } = await start();
    const events = [{ name: "channel_occupied", channel: "private-u.ana" }];
    const headersOf = (body: string, key = CREDENTIALS.key, signature = sign(CREDENTIALS, body)) =>
      new Headers({
        "x-pusher-key": key,
        "x-pusher-signature": signature,
        "content-type": "application/json",
      });
    const fresh = JSON.stringify({ time_ms: Date.now(), events });
    const stale = JSON.stringify({ time_ms: Date.now() - 11 * 60_000, events });

    expect(realtime.readWebhook(headersOf(fresh), fresh)).toEqual([
      { name: "channel_occupied", channel: "private-u.ana", userId: null },
    ]);
    expect(realtime.readWebhook(headersOf(fresh), `${fresh} `)).toBeNull();
    expect(realtime.readWebhook(headersOf(fresh, "another"), fresh)).toBeNull();
    expect(realtime.readWebhook(headersOf(fresh, CREDENTIALS.key, "00"), fresh)).toBeNull();
    expect(realtime.readWebhook(new Headers(), fresh)).toBeNull();
    expect(realtime.readWebhook(headersOf(stale), stale)).toBeNull();
    expect(realtime.readWebhook(headersOf("[1]"), "[1]")).toBeNull();
  });
});

describe("presence channels", () => {
  test("members are listed, announced and taken leave of once, whatever their number of tabs", async () => {
    const { raw, sdk, webhooks } = await start();
    const [ana, benLaptop, benPhone] = [await raw(), await raw(), await raw()];
    const name = "presence-room";
    await join(sdk, ana, name, { user_id: "ana", user_info: { name: "Ana" } });
    await join(sdk, benLaptop, name, { user_id: "ben" });
    const answer = await join(sdk, benPhone, name, { user_id: "ben" });
    expect(answer?.data).toEqual({
      presence: { count: 2, ids: ["ana", "ben"], hash: { ana: { name: "Ana" }, ben: null } },
    });
    expect(ana.named("pusher_internal:member_added").map((frame) => frame.data)).toEqual([
      { user_id: "ben" },
    ]);

    benLaptop.end();
    benPhone.end();
    await until(() =>
      expect(ana.named("pusher_internal:member_removed").map((frame) => frame.data)).toEqual([
        { user_id: "ben" },
      ]),
    );
    await until(() =>
      expect(webhooks).toEqual([
        { name: "channel_occupied", channel: name, userId: null },
        { name: "member_added", channel: name, userId: "ana" },
        { name: "member_added", channel: name, userId: "ben" },
        { name: "member_removed", channel: name, userId: "ben" },
      ]),
    );
  });

  test("the signed-in user is the member where the authorization names none", async () => {
    const { raw, sdk } = await start();
    const ana = await raw();
    expect(await join(sdk, ana, "presence-room")).toMatchObject({ event: "pusher:subscription_error" });
    ana.send(
      "pusher:signin",
      sdk.authenticateUser(ana.socketId(), { id: "ana", user_info: { name: "Ana" } }),
    );
    expect(await join(sdk, ana, "presence-room")).toMatchObject({
      data: { presence: { hash: { ana: { name: "Ana" } } } },
    });
  });

  test("a full channel takes no further member, but a further tab of one", async () => {
    const { raw, sdk } = await start({ limits: { membersPerPresenceChannel: 1 } });
    const [ana, tab, ben] = [await raw(), await raw(), await raw()];
    await join(sdk, ana, "presence-room", { user_id: "ana" });
    expect(await join(sdk, tab, "presence-room", { user_id: "ana" })).toMatchObject({
      data: { presence: { count: 1 } },
    });
    expect(await join(sdk, ben, "presence-room", { user_id: "ben" })).toMatchObject({
      data: { type: "LimitReached" },
    });
  });

  test("channel_data that was altered after signing is refused", async () => {
    const { raw, sdk } = await start();
    const eve = await raw();
    const { auth } = sdk.authorizeChannel(eve.socketId(), "presence-room", { user_id: "eve" });
    eve.send("pusher:subscribe", { channel: "presence-room", auth, channel_data: '{"user_id":"ana"}' });
    await until(() => expect(eve.named("pusher:subscription_error")).toHaveLength(1));
  });
});
