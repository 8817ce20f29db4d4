import { expect, test } from "vitest";
import type { DocumentPart } from "../schema";
import { emptyPages, keepableParagraphs, pagesWithoutText, withWords } from "./rules";
import type { SeenParagraphs } from "./schema";

const box = { left: 0.1, top: 0.1, width: 0.5, height: 0.02 };
const paragraphs = (...lines: string[][]): SeenParagraphs =>
  lines.map((texts) => texts.map((text) => ({ text, box })));
const [page] = emptyPages(1) as [DocumentPart];

test("a page with a stamp or a page number alone is a picture; one with a sentence is not", () => {
  const parts = ["", "12", "The launch moves."].map((text, at) => ({
    ...page,
    place: { kind: "page" as const, page: at + 1 },
    text,
  }));
  expect(pagesWithoutText(parts)).toEqual([1, 2]);
  expect(pagesWithoutText([{ ...page, place: { kind: "text" } }])).toEqual([]);
});

test.each([
  [
    "a sentence goes on in the next line",
    [["The launch moves", "by one week."]],
    "The launch moves by one week.",
  ],
  [
    "rows of a list stay rows",
    [["Bolts", "Nuts and washers of all kinds"]],
    "Bolts\nNuts and washers of all kinds",
  ],
  ["a divided word is one again", [["The certi-", "ficate is late."]], "The certificate is late."],
  ["a name with a hyphen stays one", [["He met Anna-", "Lena."]], "He met Anna-\nLena."],
  ["paragraphs stay apart", [["One."], ["Two."]], "One.\n\nTwo."],
  ["nothing is nothing", [], ""],
])("%s", (_name, lines, text) => {
  expect(withWords(page, paragraphs(...lines)).text).toBe(text);
});

test("each line knows where its words stand in the text and on the page", () => {
  const { text, scanned } = withWords(page, paragraphs(["The certi-", "ficate is late."], ["Really."]));
  expect(scanned?.map(({ start, end }) => text.slice(start, end))).toEqual([
    "The certi",
    "ficate is late.",
    "Really.",
  ]);
  expect(scanned?.every((line) => line.box === box)).toBe(true);
});

test("what cannot be kept, and what no page can hold, is left out", () => {
  const [[line] = []] = keepableParagraphs(paragraphs(["a\0b\u0007c\ud800"], [" "]));
  expect(line?.text).toBe("a b c\ufffd");
  const long = keepableParagraphs(paragraphs(Array.from({ length: 90 }, () => "x".repeat(1_000))));
  expect(long.flat()).toHaveLength(40);
});
