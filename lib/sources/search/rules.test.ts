import { describe, expect, test } from "vitest";
import { excerptAround, hasAll, highlightsOf, readTyped, toWordQuery } from "./rules";

const marked = (text: string, q: string) =>
  highlightsOf(text, readTyped(q)).map(({ start, end }) => text.slice(start, end));

describe("what was typed", () => {
  test("words, phrases, exclusions and operators, in any order", () => {
    expect(readTyped('launch from:ana "battery certificate" -draft in:#launch before:2026-05-01')).toEqual({
      words: ["launch"],
      phrases: ["battery certificate"],
      without: ["draft"],
      operators: { from: "ana", in: "#launch", before: "2026-05-01", after: null, has: null },
    });
    expect(readTyped('from:"Ana Maria" x').operators.from).toBe("Ana Maria");
  });

  test.each(['"', '"open', "from:", "-", '- "', "''", "\\", "a & | ! ( ) <-> :*", "%", "_", "100%"])(
    "%j is read without complaint, and gives a query that can be sent",
    (q) => {
      const query = toWordQuery(readTyped(q));
      if (query) expect(`${query.words}${query.pairs}`).toMatch(/^(?:!?'(?:[^']|'')*'(?::\*)?(?: & )?)+$/);
    },
  );

  test("a thousand words are as many as are read", () => {
    expect(readTyped("a ".repeat(1_000)).words.length).toBeLessThanOrEqual(24);
  });

  test("scripts without spaces become pairs, a single character what pairs begin with", () => {
    expect(toWordQuery(readTyped("发布推迟 iPhone"))).toEqual({
      words: "'iPhone':*",
      pairs: "'发布' & '布推' & '推迟'",
    });
    expect(toWordQuery(readTyped("发"))).toEqual({ words: "", pairs: "'发':*" });
    expect(toWordQuery(readTyped("?!"))).toBeNull();
  });
});

describe("what is marked", () => {
  test("whole words that begin alike or have the same stem", () => {
    expect(marked("We launched: launching the launcher. No lunch.", "launch")).toEqual([
      "launched",
      "launching",
      "launcher",
    ]);
    expect(marked("The batteries arrive", "battery")).toEqual(["batteries"]);
    expect(marked("发布会推迟到五月", "推迟")).toEqual(["推迟"]);
  });

  test("ranges are of the text itself, whatever stands in it", () => {
    const text = "👍🏽 <b>launch</b> 🚀 launch";
    expect(highlightsOf(text, readTyped("launch"))).toEqual([
      { start: text.indexOf("launch"), end: text.indexOf("launch") + 6 },
      { start: text.lastIndexOf("launch"), end: text.lastIndexOf("launch") + 6 },
    ]);
  });

  test("an excerpt holds its highlights, and never half a character", () => {
    const text = `${"lorem ipsum ".repeat(100)}the launch${" dolor 🚀".repeat(100)}`;
    const { text: cut, highlights } = excerptAround(text, highlightsOf(text, readTyped("launch")));
    expect(cut.length).toBeLessThanOrEqual(240);
    expect(highlights.map(({ start, end }) => cut.slice(start, end))).toEqual(["launch"]);
    expect(cut.isWellFormed()).toBe(true);
  });
});

test("a passage has all words and phrases, and none that are excluded", () => {
  const text = "The battery certificate comes on Thursday.";
  expect(hasAll(text, readTyped("thursday batteries"))).toBe(true);
  expect(hasAll(text, readTyped('"battery certificate"'))).toBe(true);
  expect(hasAll(text, readTyped('"certificate battery"'))).toBe(false);
  expect(hasAll(text, readTyped("battery -thursday"))).toBe(false);
  expect(hasAll("发布会推迟到五月", readTyped('"推迟到"'))).toBe(true);
  for (const [said, has] of [
    ["The old sign at the gate.", true],
    ["The gate is old.", false],
    ["Gate_sign-old.png", true],
  ] as const)
    expect(hasAll(said, readTyped("Gate_sign-old")), said).toBe(has);
  expect(hasAll(text, readTyped("battery -battery-thursday"))).toBe(false);
  expect(hasAll(text, readTyped("battery -battery-sunday"))).toBe(true);
});
