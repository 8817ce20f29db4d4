import { afterEach, expect, test, vi } from "vitest";
import { untilLoaded } from "./until-loaded";

afterEach(() => {
  vi.useRealTimers();
});

const missing = () => Object.assign(new Error("Failed to load chunk"), { name: "ChunkLoadError" });

test("a part that does not come is asked for again until it does", async () => {
  vi.useFakeTimers();
  const load = vi.fn(async () => "part");
  load.mockRejectedValueOnce(missing()).mockRejectedValueOnce(missing());
  const part = untilLoaded(load)();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await part).toBe("part");
  expect(load).toHaveBeenCalledTimes(3);
});

test("a part that fails by itself is not asked for again", async () => {
  const load = vi.fn(async () => {
    throw new TypeError("Broken.");
  });
  await expect(untilLoaded(load)()).rejects.toThrow("Broken.");
  expect(load).toHaveBeenCalledTimes(1);
});
