import { describe, expect, test } from "vitest";
import { clockTime, dayLabel, exactTime, momentTime, playTime, relativeTime } from "./times";

const style = { locale: "en-GB", timeZone: "Asia/Kathmandu" };
const now = new Date("2026-03-12T12:00:00Z");

describe("a time is relative under a day", () => {
  const american = { locale: "en-US", timeZone: "Asia/Kathmandu" };
  const ago = (ms: number) => relativeTime(new Date(now.getTime() - ms), now, american);

  test("and never negative when the sender's clock is ahead", () => expect(ago(-90_000)).toBe("now"));
  test("seconds are now", () => expect(ago(59_000)).toBe("now"));
  test("minutes", () => expect(ago(5 * 60_000)).toBe("5 min"));
  test("hours, up to the last one", () => expect(ago(24 * 3_600_000 - 1)).toBe("23 hr"));
  test("then the weekday", () => expect(ago(26 * 3_600_000)).toBe("Wed"));
  test("then the date", () => expect(ago(12 * 86_400_000)).toBe("Feb 28"));
  test("with the year when it is another one", () => expect(ago(100 * 86_400_000)).toBe("Dec 2, 2025"));
});

describe("the reader's own day decides", () => {
  test("half past six in the evening in UTC is already tomorrow in Kathmandu", () => {
    expect(dayLabel(new Date("2026-03-11T18:30:00Z"), now, style)).toBe("today");
    expect(dayLabel(new Date("2026-03-11T18:10:00Z"), now, style)).toBe("yesterday");
  });
  test("older days have a name and a date", () => {
    expect(dayLabel(new Date("2026-03-03T06:00:00Z"), now, style)).toBe("Tuesday 3 March");
  });
  test("a change of clocks does not move a day", () => {
    const berlin = { locale: "en-GB", timeZone: "Europe/Berlin" };
    expect(dayLabel(new Date("2026-03-28T23:30:00Z"), new Date("2026-03-29T21:30:00Z"), berlin)).toBe(
      "today",
    );
  });
});

test("the exact time is in full", () => {
  expect(exactTime(new Date("2026-03-03T04:56:07Z"), style)).toContain("3 March 2026");
  expect(clockTime(new Date("2026-03-03T04:56:07Z"), style)).toBe("10:41");
});

test("a place in a recording", () => {
  expect([playTime(41_900), playTime(190_000), playTime(3_729_000), playTime(-5)]).toEqual([
    "0:41",
    "3:10",
    "1:02:09",
    "0:00",
  ]);
});

test("a moment has its day where that is not today", () => {
  expect(momentTime(new Date("2026-03-12T04:56:00Z"), now, style)).toBe("10:41");
  expect(momentTime(new Date("2026-03-10T04:56:00Z"), now, style)).toBe("Tue 10:41");
  expect(momentTime(new Date("2026-02-10T04:56:00Z"), now, style)).toBe("10 Feb, 10:41");
});
