import { expect, test } from "vitest";
import { changedWords } from "./compared-words";
import { correctorsOf, saysToday } from "./says-today";

const TODAY = "We have decided. The shop gets fifteen bicycles in June. They pay on delivery.";

test("what is said in the place of a quote is found, and what stands there still is no change", () => {
  expect(saysToday(TODAY, "They pay on delivery.")).toEqual({ kind: "same" });
  expect(saysToday(TODAY, "The shop gets fifty bicycles in June.")).toEqual({
    kind: "other",
    sentence: "The shop gets fifteen bicycles in June.",
  });
  expect(saysToday("Good morning.", "The shop gets fifty bicycles in June.")).toEqual({ kind: "none" });
});

test("the words that differ are told from those that do not", () => {
  const [before, after] = ["The shop gets fifty bicycles.", "The shop gets fifteen bicycles."];
  const { old, now } = changedWords(before, after);
  expect(before.slice(old.start, old.end)).toBe("fifty");
  expect(after.slice(now.start, now.end)).toBe("fifteen");
  const added = changedWords("It pays.", "It never pays.");
  expect("It never pays.".slice(added.now.start, added.now.end).trim()).toBe("never");
  expect(added.old.start).toBe(added.old.end);
  const whole = changedWords("Yes", "No");
  expect([whole.old, whole.now]).toEqual([
    { start: 0, end: 3 },
    { start: 0, end: 2 },
  ]);
});

test("who corrected a quote is who corrected the lines that it is of, and nobody else's corrector", () => {
  const line = (text: string, before: string | null, by: string | null = "Ana") => ({
    text,
    correction: before === null ? null : { by, before },
  });
  const quote = "The shop gets fifty bicycles in June.";
  const today = "The shop gets fifteen bicycles in June.";
  const beside = line("They pay on delivery.", "They paid on delivery.", "Cleo");
  expect(correctorsOf([line(`Yes. ${today}`, `Yes. ${quote}`), beside], quote, today)).toEqual(["Ana"]);
  const again = line(`No. ${today}`, `Yes. ${today}`, "Ben");
  expect(correctorsOf([again, beside], quote, today), "whoever did so last").toEqual(["Ben"]);
  const halves = [
    line("The shop gets fifteen", "The shop gets fifty"),
    line("mopeds in June.", "bicycles in June.", "Ben"),
  ];
  expect(correctorsOf(halves, quote, null)).toEqual(["Ana", "Ben"]);
  expect(correctorsOf([line(today, quote, null)], quote, today), "nobody known").toEqual([]);
  expect(correctorsOf([line(today, null), beside], quote, today), "a line taken out, or split").toEqual([]);
});
