import { expect, test } from "vitest";
import { dayMeant, isDismissedBy, isMadeOf, personMeant } from "./rules";

const line = { id: "a", quote: "I will call.", today: null, startMs: 10_000, endMs: 14_000 };
const time = (startMs: number, endMs: number) => ({ kind: "time" as const, startMs, endMs });

test("a task is one of the line whose words it quotes where they are said, as they were or as they are today", () => {
  const source = { anchor: time(10_000, 14_000), quote: "I will call.", today: null };
  const corrected = { ...line, quote: "I will write.", today: null };
  expect([
    isMadeOf(source, line),
    isMadeOf({ ...source, today: "I will write." }, corrected),
    isMadeOf({ ...source, quote: "I will write." }, { ...line, today: "I will write." }),
  ]).toEqual([true, true, true]);
  expect([
    isMadeOf({ ...source, quote: "I will write." }, line),
    isMadeOf({ ...source, anchor: time(14_000, 20_000) }, line),
    isMadeOf(source, corrected),
    isMadeOf({ ...source, anchor: { kind: "page", page: 1, start: 0, end: 1 } }, line),
  ]).toEqual([false, false, false, false]);
});

test("what was dismissed is the line in whatever words, and the same words there in another report", () => {
  const dismissal = { lineId: "a", quote: "I will call.", startMs: 10_000, endMs: 14_000 };
  expect(isDismissedBy(dismissal, { ...line, quote: "I will write." })).toBe(true);
  expect(isDismissedBy(dismissal, { ...line, id: "b", startMs: 9_000, endMs: 11_000 })).toBe(true);
  expect(isDismissedBy(dismissal, { ...line, id: "b", startMs: 60_000, endMs: 64_000 })).toBe(false);
  expect(isDismissedBy(dismissal, { ...line, id: "b", quote: "I will write." })).toBe(false);
});

test("a day is filled in where one was said, counted from the day on which it was said", () => {
  const monday = "2026-11-23";
  const days = {
    "by Friday": "2026-11-27",
    "on monday": "2026-11-30",
    "this Thursday evening": "2026-11-26",
    "by Friday, end of day": "2026-11-27",
    today: monday,
    "tomorrow morning": "2026-11-24",
    "the end of the day": monday,
    "until the end of the month": "2026-11-30",
    "by December 1": "2026-12-01",
    "March 5": "2027-03-05",
    "5 March": "2027-03-05",
  };
  expect(Object.keys(days).map((said) => [said, dayMeant(said, monday)])).toEqual(Object.entries(days));
  const open = ["next Friday", "next week", "before Friday", "the day after tomorrow", "a week from Monday"];
  const none = [...open, "Monday or Tuesday", "soon", "February 30", "March", "the end of the week", ""];
  expect(none.map((said) => dayMeant(said, monday))).toEqual(none.map(() => null));
});

test("a name means one person, or nobody", () => {
  const people = [
    { name: "Ana Lund" },
    { name: "Ben" },
    { name: "Ben Ora" },
    { name: "Mia Sol" },
    { name: "Mia Ek" },
  ];
  const named = (said: string) => personMeant(people, said)?.name ?? null;
  expect(["ana", "ANA LUND", "ben", "Mia", "Lund", ""].map(named)).toEqual([
    "Ana Lund",
    "Ana Lund",
    "Ben",
    null,
    null,
    null,
  ]);
});
