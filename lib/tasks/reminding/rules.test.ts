import { expect, test } from "vitest";
import { isReminderDue, wallTime } from "./rules";

const at = (text: string) => new Date(text);

test("the day and the hour are those of the place, also where it is midnight and when clocks change", () => {
  expect([
    wallTime(at("2026-03-02T18:15:00Z"), "Asia/Kathmandu"),
    wallTime(at("2026-03-02T18:15:00Z"), "America/New_York"),
    wallTime(at("2026-03-29T06:00:00Z"), "Europe/Berlin"),
    wallTime(at("2026-03-28T06:00:00Z"), "Europe/Berlin"),
  ]).toEqual([
    { day: "2026-03-03", hour: 0 },
    { day: "2026-03-02", hour: 13 },
    { day: "2026-03-29", hour: 8 },
    { day: "2026-03-28", hour: 7 },
  ]);
});

test("a reminder is due from the morning on, once, and not for what came before its owner since", () => {
  const due = (since: string, now: string) => isReminderDue(at(since), at(now), "Europe/Berlin");
  const yesterday = "2026-03-01T12:00:00Z";
  expect([due(yesterday, "2026-03-02T06:59:00Z"), due(yesterday, "2026-03-02T07:00:00Z")]).toEqual([
    false,
    true,
  ]);
  expect(due("2026-03-02T05:00:00Z", "2026-03-02T20:00:00Z"), "given in the night").toBe(true);
  expect(due("2026-03-02T07:00:00Z", "2026-03-02T07:15:00Z"), "reminded").toBe(false);
});
