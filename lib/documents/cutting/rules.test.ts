import fc from "fast-check";
import { expect, test } from "vitest";
import type { DocumentPart } from "../schema";
import { cutParts, languageOf } from "./rules";

const plain = (text: string): DocumentPart => ({ place: { kind: "text" }, text, headings: [], rows: [] });
const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(" ");
const ink = (text: string) => text.replace(/\s+/g, "");

const AnyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 2_000 }),
  fc
    .array(
      fc.oneof(
        fc.lorem({ maxCount: 60 }),
        fc.constantFrom("\n\n", "\n", " ", "电池保修期为三年。", "ความร้อน", "🚲"),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join("")),
);

test("all that is not white space is in exactly one passage, in order, where its anchor says", () => {
  fc.assert(
    fc.property(fc.array(AnyText, { maxLength: 4 }), (texts) => {
      const parts = texts.map((text, index) => ({
        ...plain(text),
        place: { kind: "page" as const, page: index + 1 },
      }));
      const passages = cutParts(parts);
      expect(ink(passages.map(({ text }) => text).join(""))).toBe(ink(texts.join("")));
      expect(passages.map(({ ordinal }) => ordinal)).toEqual(passages.map((_, index) => index + 1));
      for (const { anchor, text } of passages) {
        if (anchor.kind !== "page") throw new Error("A page has passages of its own.");
        expect(texts[anchor.page - 1]?.slice(anchor.start, anchor.end)).toBe(text);
        expect(text.isWellFormed() || !texts.join("").isWellFormed()).toBe(true);
      }
    }),
  );
});

test.each([
  ["one endless word", "a".repeat(100_000)],
  ["one endless sentence", words(5_000)],
  ["ten thousand lines", "line\n".repeat(10_000)],
  ["Chinese without a full stop", "电".repeat(5_000)],
])("%s is cut into pieces that can be read", (_name, text) => {
  const passages = cutParts([plain(text)]);
  expect(passages.length).toBeGreaterThan(1);
  for (const passage of passages) expect(passage.text.length).toBeLessThan(8_000);
});

test("a passage is a section, unless that is too long or too short", () => {
  const text = `Intro\n\n${words(80)}\n\nTerms\n\n${words(300)}\n\nEnd\n\nShort.`;
  const at = (heading: string) => ({
    start: text.indexOf(heading),
    end: text.indexOf(heading) + heading.length,
    level: 1,
  });
  const passages = cutParts([{ ...plain(text), headings: [at("Intro"), at("Terms"), at("End")] }]);
  expect(passages.map(({ heading }) => heading)).toEqual(["Intro", "Terms", "Terms", "End"]);
  expect(passages[0]?.text.startsWith("Intro")).toBe(true);
  expect(passages[1]?.text.startsWith("Terms")).toBe(true);
});

test("headings are inside of those above them, and hold on to the next page", () => {
  const page = (number: number, text: string, headings: DocumentPart["headings"]): DocumentPart => ({
    place: { kind: "page", page: number },
    text,
    headings,
    rows: [],
  });
  const passages = cutParts([
    page(1, `Rules\n\n${words(70)}\n\nPay\n\n${words(70)}`, [
      { start: 0, end: 5, level: 1 },
      { start: `Rules\n\n${words(70)}\n\n`.length, end: `Rules\n\n${words(70)}\n\nPay`.length, level: 2 },
    ]),
    page(2, words(30), []),
  ]);
  expect(passages.map(({ heading }) => heading)).toEqual(["Rules", "Rules › Pay", "Rules › Pay"]);
});

test("rows of a sheet say which they are", () => {
  const rows = Array.from({ length: 100 }, (_, index) => `Model: Heron ${index} · Price: ${words(6)}\n`);
  let start = 0;
  const places = rows.map((row, index) => {
    const place = { row: index * 2 + 1, start };
    start += row.length;
    return place;
  });
  const passages = cutParts([
    { place: { kind: "sheet", sheet: "Bikes" }, text: rows.join(""), headings: [], rows: places },
  ]);
  const spans = passages.map(({ anchor }) =>
    anchor.kind === "rows" ? [anchor.firstRow, anchor.lastRow] : [],
  );
  expect(spans[0]?.[0]).toBe(1);
  expect(spans.at(-1)?.[1]).toBe(199);
  for (const [index, span] of spans.entries())
    if (index > 0) expect(span[0]).toBe((spans[index - 1]?.[1] ?? 0) + 2);
});

test.each([
  ["The battery is covered for five years or fifty thousand kilometers, whichever comes first.", "en"],
  [
    "Die Batterie ist für fünf Jahre oder fünfzigtausend Kilometer gedeckt, je nachdem, was zuerst eintritt.",
    "de",
  ],
  ["电池保修期为三年，自交货之日起计算。", "zh"],
  ["2,490 540 15", null],
])("%s is %s", (text, language) => {
  expect(languageOf(text)).toBe(language);
});
