import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPulse } from "./pulse";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const beats = (count: number) => vi.advanceTimersByTimeAsync(count * 5_000);

function start(answers: (boolean | null)[], isLive = () => true) {
  const asked = vi.fn(async () => answers.shift() ?? null);
  const onMissing = vi.fn();
  const onChange = vi.fn();
  return { pulse: createPulse({ ask: asked, isLive, onMissing, onChange }), asked, onMissing, onChange };
}

test("while events are delayed pages fetch at every beat, and once more when they come again", async () => {
  const { pulse, onMissing, onChange } = start([false, true, true, false, false]);
  await beats(1);
  expect([pulse.isDelayed(), onMissing.mock.calls.length]).toEqual([false, 0]);
  await beats(2);
  expect([pulse.isDelayed(), onMissing.mock.calls.length, onChange.mock.calls.length]).toEqual([true, 2, 1]);
  await beats(2);
  expect([pulse.isDelayed(), onMissing.mock.calls.length, onChange.mock.calls.length]).toEqual([false, 3, 2]);
  pulse.stop();
});

test("an answer that does not come changes nothing", async () => {
  const { pulse, asked } = start([true, null]);
  asked.mockRejectedValueOnce(new Error("nobody there"));
  await beats(1);
  expect(pulse.isDelayed()).toBe(false);
  await beats(2);
  expect(pulse.isDelayed()).toBe(true);
  pulse.stop();
});

test("of a socket that is down nobody asks, and a stopped pulse beats no more", async () => {
  const down = start([true], () => false);
  await beats(2);
  expect(down.asked).not.toHaveBeenCalled();
  down.pulse.stop();
  const stopped = start([true]);
  stopped.pulse.stop();
  await beats(2);
  expect(stopped.asked).not.toHaveBeenCalled();
});
