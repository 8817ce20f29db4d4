import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTopics } from "./topics";

let carried: string[];
let topics: ReturnType<typeof createTopics>;

beforeEach(() => {
  vi.useFakeTimers();
  carried = [];
  topics = createTopics({
    subscribe: (name) => carried.push(`+${name}`),
    unsubscribe: (name) => carried.push(`-${name}`),
  });
});

afterEach(() => vi.useRealTimers());

const listener = () => ({ onEvent: vi.fn(), onReady: vi.fn(), onRefused: vi.fn() });

test("many listeners of a topic are one subscription, and all hear", () => {
  const [first, second] = [listener(), listener()];
  topics.join("c.1", first);
  topics.join("c.1", second);
  topics.confirmed("c.1");
  topics.heard("c.1", "message.created", { seq: 1 });
  expect(carried).toEqual(["+c.1"]);
  for (const each of [first, second]) {
    expect(each.onReady).toHaveBeenCalledTimes(1);
    expect(each.onEvent).toHaveBeenCalledWith("message.created", { seq: 1 });
  }
});

test("leaving and coming back within five seconds does not touch the subscription", () => {
  const leave = topics.join("c.1", listener());
  topics.confirmed("c.1");
  for (let visit = 0; visit < 20; visit++) {
    leave();
    vi.advanceTimersByTime(4_900);
    topics.join("c.1", listener())();
  }
  expect(carried).toEqual(["+c.1"]);
  vi.advanceTimersByTime(5_000);
  expect(carried).toEqual(["+c.1", "-c.1"]);
});

test("whoever joins a confirmed topic is told that it is ready, unless gone again", async () => {
  topics.join("c.1", listener());
  topics.confirmed("c.1");
  const [late, gone] = [listener(), listener()];
  topics.join("c.1", late);
  topics.join("c.1", gone)();
  await Promise.resolve();
  expect(late.onReady).toHaveBeenCalledTimes(1);
  expect(gone.onReady).not.toHaveBeenCalled();
});

test("leaving twice counts once", () => {
  const leave = topics.join("c.1", listener());
  topics.join("c.1", listener());
  leave();
  leave();
  vi.advanceTimersByTime(10_000);
  expect(carried).toEqual(["+c.1"]);
});

test("after a gap everybody is ready again, and not before the confirmation", async () => {
  const ana = listener();
  topics.join("c.1", ana);
  topics.confirmed("c.1");
  topics.lost();
  topics.woke();
  const ben = listener();
  topics.join("c.1", ben);
  await Promise.resolve();
  expect([ana.onReady.mock.calls.length, ben.onReady.mock.calls.length]).toEqual([1, 0]);
  topics.confirmed("c.1");
  expect([ana.onReady.mock.calls.length, ben.onReady.mock.calls.length]).toEqual([2, 1]);
});

test("waking makes confirmed topics ready, and only those", () => {
  const [confirmed, asked] = [listener(), listener()];
  topics.join("c.1", confirmed);
  topics.join("c.2", asked);
  topics.confirmed("c.1");
  topics.woke();
  expect([confirmed.onReady.mock.calls.length, asked.onReady.mock.calls.length]).toEqual([2, 0]);
});

test("a refused topic is said to be so, asked for again by the next who joins and after a reconnect", () => {
  const ana = listener();
  topics.join("c.1", ana);
  topics.refused("c.1");
  expect(ana.onRefused).toHaveBeenCalledTimes(1);
  topics.join("c.1", listener());
  topics.refused("c.1");
  topics.lost();
  topics.confirmed("c.1");
  expect(ana.onReady).toHaveBeenCalledTimes(1);
  expect(carried).toEqual(["+c.1", "-c.1", "+c.1", "-c.1", "+c.1"]);
});

test("a confirmation that nobody waits for is given back", () => {
  topics.join("c.1", listener())();
  vi.advanceTimersByTime(5_000);
  topics.confirmed("c.1");
  topics.heard("c.1", "a", {});
  expect(carried).toEqual(["+c.1", "-c.1", "-c.1"]);
});

test("a listener that throws does not keep others from hearing, and is not silenced", () => {
  const ana = listener();
  topics.join("c.1", {
    onEvent: () => {
      throw new Error("broken");
    },
  });
  topics.join("c.1", ana);
  topics.heard("c.1", "a", {});
  expect(ana.onEvent).toHaveBeenCalledTimes(1);
  expect(() => vi.runAllTimers()).toThrow("broken");
});
