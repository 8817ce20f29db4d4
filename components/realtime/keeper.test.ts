import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createKeeper, type Keeper } from "./keeper";

let asked: string[];
let states: string[];
let keeper: Keeper;

/** A socket as pusher-js is one: it says synchronously what it was told to do. */
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  asked = [];
  states = [];
  keeper = createKeeper(
    {
      connect() {
        asked.push("connect");
        keeper.observe("connecting");
      },
      disconnect() {
        asked.push("disconnect");
        keeper.observe("disconnected");
      },
    },
    () => states.push(keeper.state()),
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const attempts = () => asked.filter((each) => each === "connect").length;

test("is connecting, then live", () => {
  expect(keeper.state()).toBe("connecting");
  keeper.observe("connecting");
  keeper.observe("connected");
  expect(states).toEqual(["live"]);
  vi.advanceTimersByTime(60_000);
  expect(asked).toEqual([]);
});

test("a short gap is not offline, a long one is", () => {
  keeper.observe("connected");
  keeper.observe("connecting");
  vi.advanceTimersByTime(2_000);
  keeper.observe("connected");
  vi.advanceTimersByTime(60_000);
  expect(states).toEqual(["live", "connecting", "live"]);
  keeper.observe("connecting");
  vi.advanceTimersByTime(5_000);
  expect(keeper.state()).toBe("offline");
});

test("an attempt that hangs is replaced, with growing patience", () => {
  keeper.observe("connecting");
  const at: number[] = [];
  for (let second = 1; second <= 60; second++) {
    const before = attempts();
    vi.advanceTimersByTime(1_000);
    if (attempts() > before) at.push(second);
  }
  expect(at.slice(0, 5)).toEqual([3, 7, 13, 22, 34]);
  expect(keeper.state()).toBe("offline");
});

test("after being sent away it knocks again, soon the first time", () => {
  keeper.observe("connected");
  keeper.observe("disconnected");
  expect(keeper.state()).toBe("connecting");
  vi.advanceTimersByTime(500);
  expect(attempts()).toBe(1);
  keeper.observe("connected");
  keeper.observe("disconnected");
  vi.advanceTimersByTime(1_999);
  expect(attempts()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(attempts()).toBe(2);
});

test("patience is fresh again after a connection that held", () => {
  keeper.observe("connected");
  keeper.observe("disconnected");
  vi.advanceTimersByTime(500);
  keeper.observe("connected");
  vi.advanceTimersByTime(20_000);
  keeper.observe("disconnected");
  vi.advanceTimersByTime(500);
  expect(attempts()).toBe(2);
});

test("when stopped it is offline and stays away", () => {
  keeper.observe("connected");
  keeper.stop();
  keeper.restart();
  keeper.observe("connecting");
  vi.advanceTimersByTime(120_000);
  expect(asked).toEqual(["disconnect"]);
  expect(keeper.state()).toBe("offline");
});
