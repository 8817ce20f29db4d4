import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Wake, watchWake } from "./wake";

class Page extends EventTarget {
  visibilityState = "visible";
  show(isVisible: boolean): void {
    this.visibilityState = isVisible ? "visible" : "hidden";
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

let document: Page;
let window: EventTarget;
let wakes: Wake[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  document = new Page();
  window = new EventTarget();
  wakes = [];
  stop = watchWake({ document, window, now: () => Date.now() }, (wake) => wakes.push(wake));
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

test("a minute in the background is worth catching up, less is not", () => {
  document.show(false);
  vi.advanceTimersByTime(59_000);
  document.show(true);
  expect(wakes).toEqual([]);
  document.show(false);
  vi.advanceTimersByTime(61_000);
  document.show(true);
  expect(wakes).toEqual(["shown"]);
});

test("time that jumps on a visible page is a sleep; late timers of a hidden page are not", () => {
  vi.advanceTimersByTime(60_000);
  expect(wakes).toEqual([]);
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(10_000);
  expect(wakes).toEqual(["slept"]);
  document.show(false);
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(10_000);
  expect(wakes).toEqual(["slept"]);
});

test("a page restored from the back-forward cache has slept, and the network may come back", () => {
  window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: false }));
  window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  window.dispatchEvent(new Event("online"));
  expect(wakes).toEqual(["slept", "online"]);
});

test("nothing is watched after stopping", () => {
  stop();
  document.show(false);
  vi.advanceTimersByTime(120_000);
  document.show(true);
  window.dispatchEvent(new Event("online"));
  expect(wakes).toEqual([]);
});
