import Pusher from "pusher-js";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { AuthReply, AuthRequest } from "@/components/realtime/authorizer";
import { createRealtimeClient, type RealtimeClient } from "@/components/realtime/client";
import { type RealtimeFixture, startRealtime } from "@/tests/support/realtime";
import { type RealtimeChaos, startRealtimeChaos } from "@/tests/support/realtime-chaos";

/** The page's own client against the embedded server as the launcher runs it: nobody joins before signing in. */
const open: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const until = (check: () => void, timeout = 10_000) => vi.waitFor(check, { timeout, interval: 5 });

type Page = {
  client: RealtimeClient;
  requests: AuthRequest[];
  /** The next answers of the authorization route, before it answers as it should. */
  statuses: number[];
  members: Set<string>;
};

function openPage(fixture: RealtimeFixture, tcpPort = fixture.tcpPort): Page {
  const page: Omit<Page, "client"> = { requests: [], statuses: [], members: new Set() };
  const client = createRealtimeClient(
    { ...fixture.realtime.browser, memberId: "ana" },
    {
      page: { protocol: "http:", hostname: "127.0.0.1", port: String(tcpPort) },
      loadPusher: async () => Pusher,
      askDelayed: async () => false,
      async postAuth(request) {
        page.requests.push(request);
        return answer(fixture, page.members, request, page.statuses.shift() ?? 200);
      },
    },
  );
  open.push(() => client.close());
  return { ...page, client };
}

/** What the route of the contract answers. */
function answer(
  fixture: RealtimeFixture,
  members: Set<string>,
  request: AuthRequest,
  status: number,
): AuthReply {
  const { socket_id, topics } = request;
  if (status !== 200) return { status, body: {}, retryAfterSeconds: null };
  if (!topics)
    return {
      status,
      body: { user: fixture.realtime.authorizeUser(socket_id, "ana") },
      retryAfterSeconds: null,
    };
  const signed = topics.map((topic) => [
    topic,
    members.has(topic) ? fixture.realtime.authorizeTopic(socket_id, topic) : null,
  ]);
  return { status, body: { auth: Object.fromEntries(signed) }, retryAfterSeconds: null };
}

async function start(): Promise<{ fixture: RealtimeFixture; page: Page }> {
  const fixture = await startRealtime({ signinRequired: true });
  open.push(() => fixture.stop());
  const page = openPage(fixture);
  return { fixture, page };
}

function listen(page: Page, topic: string) {
  const heard: unknown[] = [];
  const listener = { heard, ready: 0, refused: 0, leave: () => {} };
  listener.leave = page.client.join(topic, {
    onEvent: (_name, payload) => heard.push(payload),
    onReady: () => {
      listener.ready += 1;
    },
    onRefused: () => {
      listener.refused += 1;
    },
  });
  return listener;
}

const send = (fixture: RealtimeFixture, topic: string, payload: unknown) =>
  fixture.realtime.publish([{ topics: [topic], name: "n", payload }]);

describe("a page", () => {
  test("authorizes everything it joins in one request beside the sign-in, and hears", async () => {
    const { fixture, page } = await start();
    page.members.add("private-c.1").add("private-w.1");
    const [first, second, refused] = ["private-c.1", "private-w.1", "private-c.9"].map((topic) =>
      listen(page, topic),
    );
    await until(() => expect([first?.ready, second?.ready, refused?.refused]).toEqual([1, 1, 1]));
    expect(page.client.state()).toBe("live");
    expect(page.requests.map((request) => request.topics)).toEqual([
      undefined,
      ["private-c.1", "private-w.1", "private-c.9"],
    ]);
    await send(fixture, "private-c.1", 1);
    await until(() => expect(first?.heard).toEqual([1]));
  });

  test("goes on asking while the authorization route fails", async () => {
    const { page } = await start();
    page.members.add("private-c.1");
    page.statuses.push(500, 503, 500);
    const ana = listen(page, "private-c.1");
    await until(() => expect(ana.ready).toBe(1), 10_000);
  }, 15_000);

  test("stays away when nobody is signed in", async () => {
    const { fixture, page } = await start();
    page.statuses.push(401, 401);
    const ana = listen(page, "private-c.1");
    await until(() => expect(page.client.state()).toBe("offline"));
    await until(() => expect(fixture.server.connections()).toBe(0));
    expect(ana.ready).toBe(0);
  });

  test("leaves a topic that is still being asked for, on the server too", async () => {
    const { fixture, page } = await start();
    page.members.add("private-c.1").add("private-c.2");
    const staying = listen(page, "private-c.2");
    await until(() => expect(staying.ready).toBe(1));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    listen(page, "private-c.1").leave();
    vi.advanceTimersByTime(1); // the request leaves, and then the five seconds pass at once
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();
    await until(() => expect(page.requests.at(-1)?.topics).toEqual(["private-c.1"]));
    await send(fixture, "private-c.2", "marker");
    await until(() => expect(staying.heard).toEqual(["marker"]));
    expect(await fixture.realtime.listOccupied("private-c.")).toEqual(["private-c.2"]);
  });
});

describe("after a gap", () => {
  test("who was removed comes back at once, without the topic that is closed now", async () => {
    const { fixture, page } = await start();
    page.members.add("private-c.1").add("private-c.2");
    const [kept, lost] = [listen(page, "private-c.1"), listen(page, "private-c.2")];
    await until(() => expect([kept.ready, lost.ready]).toEqual([1, 1]));

    page.members.delete("private-c.2");
    await fixture.realtime.terminate("ana");
    await until(() => expect([kept.ready, lost.refused]).toEqual([2, 1]));
    await fixture.realtime.publish([{ topics: ["private-c.2", "private-c.1"], name: "n", payload: "later" }]);
    await until(() => expect(kept.heard).toEqual(["later"]));
    expect(lost.heard).toEqual([]);

    page.members.add("private-c.2");
    const again = listen(page, "private-c.2");
    await until(() => expect([again.ready, lost.ready]).toEqual([1, 2]));
  });

  test("a server that is away for a while is found again within seconds, and everybody is ready anew", async () => {
    const { fixture, page } = await start();
    const chaos: RealtimeChaos = await startRealtimeChaos({ targetPort: fixture.tcpPort, seed: 1 });
    open.push(() => chaos.close());
    const far = openPage(fixture, chaos.tcpPort);
    far.members.add("private-c.1");
    const ana = listen(far, "private-c.1");
    await until(() => expect(ana.ready).toBe(1));
    page.client.close();

    chaos.admit(false);
    chaos.cut();
    await until(() => expect(far.client.state()).toBe("offline"), 10_000);
    chaos.admit(true);
    await until(() => expect([ana.ready, far.client.state()]).toEqual([2, "live"]), 10_000);
    await send(fixture, "private-c.1", "back");
    await until(() => expect(ana.heard).toEqual(["back"]));
  }, 30_000);

  test("a page that was hidden fetches, one that slept also opens its socket anew", async () => {
    const { page } = await start();
    page.members.add("private-c.1");
    const ana = listen(page, "private-c.1");
    await until(() => expect(ana.ready).toBe(1));
    page.client.wake("shown");
    expect(ana.ready).toBe(2);
    const before = page.requests.length;
    page.client.wake("slept");
    await until(() => expect(ana.ready).toBe(3));
    expect(page.requests.length).toBe(before + 2);
  });
});
