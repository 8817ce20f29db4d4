import { afterEach, expect, test, vi } from "vitest";
import { type RealtimeFixture, startRealtime } from "@/tests/support/realtime";
import { type RealtimeChaos, startRealtimeChaos } from "@/tests/support/realtime-chaos";

/** The tool that the fault tests stand on: it must do what it says, and the same each time. */
const open: (RealtimeFixture | RealtimeChaos)[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await ("stop" in each ? each.stop() : each.close());
});

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 5 });

async function start(seed: number, faults: Parameters<RealtimeChaos["setFaults"]>[0]) {
  const fixture = await startRealtime();
  const chaos = await startRealtimeChaos({ targetPort: fixture.tcpPort, seed, faults });
  open.push(fixture, chaos);
  const ana = fixture.client({ tcpPort: chaos.tcpPort, userId: "ana" });
  ana.join("private-c.1");
  await until(() => expect(ana.confirmed).toEqual(["private-c.1"]));
  return { ...fixture, chaos, ana };
}

/** Sends numbers from 0 and a last one with the faults off, and resolves with what arrived before that. */
async function hear(
  seed: number,
  faults: Parameters<RealtimeChaos["setFaults"]>[0],
  count = 300,
): Promise<unknown[]> {
  const { realtime, chaos, ana } = await start(seed, faults);
  const numbers = Array.from({ length: count }, (_, seq) => seq);
  await realtime.publish(numbers.map((seq) => ({ topics: ["private-c.1"], name: "n", payload: seq })));
  const handled = () =>
    chaos.counts.passed + chaos.counts.dropped + chaos.counts.doubled + chaos.counts.reordered;
  await until(() => expect(handled()).toBe(count));
  chaos.setFaults({ drop: 0, double: 0, reorder: 0 });
  await realtime.publish([{ topics: ["private-c.1"], name: "n", payload: "end" }]);
  await until(() => expect(ana.heard.at(-1)?.payload).toBe("end"));
  return ana.heard.slice(0, -1).map((event) => event.payload);
}

test("without faults everything arrives in order", async () => {
  expect(await hear(1, {})).toEqual(Array.from({ length: 300 }, (_, seq) => seq));
});

test("frames are dropped, doubled and reordered at about the asked rate", async () => {
  const heard = await hear(7, { drop: 0.3, double: 0.1, reorder: 0.1 });
  const distinct = new Set(heard);
  expect(300 - distinct.size).toBeGreaterThan(60);
  expect(300 - distinct.size).toBeLessThan(120);
  expect(heard.length - distinct.size).toBeGreaterThan(10);
  expect([...distinct]).not.toEqual([...distinct].sort((a, b) => Number(a) - Number(b)));
});

test("the same seed gives the same faults, another gives others", async () => {
  const faults = { drop: 0.3, double: 0.1 };
  const [first, again, other] = [await hear(7, faults), await hear(7, faults), await hear(8, faults)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test("connections are cut and kept out, and find back when they are let in", async () => {
  const { chaos, ana, server } = await start(1, {});
  chaos.admit(false);
  expect(chaos.cut()).toBe(1);
  await until(() => expect(server.connections()).toBe(0));
  chaos.admit(true);
  await until(() => expect(ana.confirmed).toHaveLength(2));
});

test("codes of the server pass, and so do requests", async () => {
  const { chaos, ana, realtime, tcpPort } = await start(1, {});
  await realtime.terminate("ana");
  await until(() => expect(ana.codes).toContain(4009));
  const [direct, through] = await Promise.all(
    [tcpPort, chaos.tcpPort].map(async (port) =>
      (await fetch(`http://127.0.0.1:${port}/apps/parley/channels`)).text(),
    ),
  );
  expect(through).toBe(direct);
});
