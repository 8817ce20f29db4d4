import { describe, expect, test } from "vitest";
import type { DocumentPart } from "@/lib/documents/schema";
import { quotedRows, type Sheet, sheetOf } from "./sheet";

/** A sheet as it was read before cells were kept. */
function readBefore(lines: string[]): DocumentPart {
  let start = 0;
  const rows = lines.map((line, at) => {
    const row = { row: at + 1, start };
    start += line.length + 1;
    return row;
  });
  return { place: { kind: "sheet", sheet: "Prices" }, text: lines.join("\n"), headings: [], rows };
}

const shown = ({ columns, rows }: Sheet) => rows.map(({ cells }) => columns.map(({ at }) => cells[at] ?? ""));
const namesOf = ({ columns }: Sheet) => columns.map(({ name }) => name);

const PRICES = [
  "Model · Price · Stock",
  "Model: Heron · Price: 2,490 · Stock: 12",
  "Model: Wren · red · Stock: 3",
  "Model: Rain cover · Price: 89",
];

describe("what was read before cells were kept", () => {
  test("stands in the columns whose names it was said with, its separators whole", () => {
    const sheet = sheetOf(readBefore(PRICES));
    expect(namesOf(sheet)).toEqual(["Model", "Price", "Stock"]);
    expect(shown(sheet)).toEqual([
      ["Heron", "2,490", "12"],
      ["Wren · red", "", "3"],
      ["Rain cover", "89", ""],
    ]);
    expect(sheet.columns.map(({ isNumeric }) => isNumeric)).toEqual([false, true, true]);
  });

  test("keeps a first column that has no name", () => {
    const sheet = sheetOf(readBefore(["Q1 · Q2", "Bikes · Q1: 4 · Q2: 5", "Boxes · Q2: 1"]));
    expect(namesOf(sheet)).toEqual(["", "Q1", "Q2"]);
    expect(shown(sheet)).toEqual([
      ["Bikes", "4", "5"],
      ["Boxes", "", "1"],
    ]);
  });

  test("without names stands under letters, and every row is one", () => {
    const sheet = sheetOf(readBefore(["2026", "Heron · 2,490"]));
    expect(sheet.header).toBeNull();
    expect(namesOf(sheet)).toEqual(["A", "B"]);
    expect(shown(sheet)).toEqual([
      ["2026", ""],
      ["Heron", "2,490"],
    ]);
  });
});

test("kept cells stand in their own columns, whatever is in them", () => {
  const text = "2026\nHeron · red · 2,490";
  const rows = [
    { row: 2, start: 0, cells: [1, 0, 4] },
    { row: 3, start: 5, cells: [1, 5, 16, 28, 19, 24] },
  ];
  const sheet = sheetOf({ place: { kind: "sheet", sheet: "S" }, text, headings: [], rows });
  expect(namesOf(sheet).at(0)).toBe("B");
  expect(namesOf(sheet).at(-1)).toBe("AC");
  expect(sheet.rows[1]?.cells[1]).toBe("Heron · red");
  expect(sheet.rows[1]?.cells[28]).toBe("2,490");
});

describe("of the rows of a passage", () => {
  const sheet = sheetOf(readBefore(PRICES));
  const passage = { from: 1, to: 4 };

  test("the quoted one is marked, and no other", () => {
    expect([...quotedRows(sheet, passage, "Model: Heron · Price: 2,490 · Stock: 12")]).toEqual([2]);
    expect([...quotedRows(sheet, passage, "Rain cover")]).toEqual([4]);
  });

  test("all are where there is no quote, or where it is not in them", () => {
    expect([...quotedRows(sheet, { from: 2, to: 3 }, null)]).toEqual([2, 3]);
    expect([...quotedRows(sheet, { from: 2, to: 3 }, "Rain cover")]).toEqual([2, 3]);
  });
});
