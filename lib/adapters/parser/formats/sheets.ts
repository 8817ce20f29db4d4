import { read, utils, type WorkBook, type WorkSheet } from "@e965/xlsx";
import { Unreadable } from "../fault";
import { LIMITS } from "../limits";
import type { ParsedPart } from "../port";
import { unpack } from "./archive";
import { decodeText, keepable } from "./text";

/** A workbook, sheet by sheet, as its cells are shown. Formulas are not computed: what was last shown is read. */
export async function readXlsx(bytes: Uint8Array): Promise<ParsedPart[]> {
  await unpack(bytes, () => false);
  return partsOf(
    opened(() => read(bytes, { type: "array", dense: true, cellFormula: false, cellHTML: false })),
  );
}

/** Comma, semicolon or tab: whatever separates. Every cell stays the text that it is. */
export function readCsv(bytes: Uint8Array): ParsedPart[] {
  const text = decodeText(bytes).replace(/^\ufeff/, "");
  const book = opened(() => read(text, { type: "string", raw: true, dense: true }));
  return partsOf(book).map((part) => ({ ...part, place: { kind: "sheet", sheet: "Rows" } }));
}

function opened(work: () => WorkBook): WorkBook {
  try {
    return work();
  } catch (error) {
    throw new Unreadable(/password/i.test(String(error)) ? "encrypted" : "damaged", error);
  }
}

function partsOf(book: WorkBook): ParsedPart[] {
  let rows = 0;
  return book.SheetNames.flatMap((name) => {
    const sheet = book.Sheets[name];
    if (!sheet) return [];
    const part = partOf(name, sheet);
    rows += part.rows.length;
    if (rows > LIMITS.rows) throw new Unreadable("too_large");
    return part.rows.length > 0 ? [part] : [];
  });
}

/** `first`: the column of the first of the cells, from 0. */
type Row = { row: number; first: number; cells: string[] };

/**
 * Each row is a line. Under a first row of names every cell is said with its name ("Price: 2,490"), so that a row can be read, found and
 * quoted by itself.
 */
function partOf(name: string, sheet: WorkSheet): ParsedPart {
  const rows = rowsOf(sheet);
  const [head, ...rest] = rows;
  const isTable = head !== undefined && rest.length > 0 && isHead(head.cells);
  const names = isTable ? head.cells : [];
  let text = "";
  const places: ParsedPart["rows"] = [];
  for (const [index, { row, first, cells }] of rows.entries()) {
    const start = text.length;
    const kept: number[] = [];
    for (const [column, cell] of cells.entries()) {
      if (cell === "") continue;
      const label = index > 0 ? names[column] : undefined;
      text += `${kept.length > 0 ? " · " : ""}${label ? `${label}: ` : ""}`;
      kept.push(first + column, text.length, text.length + cell.length);
      text += cell;
    }
    places.push({ row, start, cells: kept });
    text += "\n";
  }
  return {
    place: { kind: "sheet", sheet: keepable(name) },
    text: text.trimEnd(),
    headings: [],
    rows: places,
  };
}

/** Numbers of rows are those that the sheet shows, from 1. Empty rows are left out. */
function rowsOf(sheet: WorkSheet): Row[] {
  const range = sheet["!ref"] ? utils.decode_range(sheet["!ref"]) : null;
  if (!range) return [];
  if (range.e.r - range.s.r > LIMITS.rows) throw new Unreadable("too_large");
  const table = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: false, defval: "", blankrows: true });
  return table
    .map((cells, index) => ({
      row: range.s.r + index + 1,
      first: range.s.c,
      cells: cells.map((cell) => keepable(String(cell)).replace(/\s+/g, " ").trim()),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
}

/** Names stand over at least two columns, and none of them is a number. */
function isHead(cells: string[]): boolean {
  const named = cells.filter((cell) => cell !== "");
  return named.length > 1 && named.every((cell) => /\p{L}/u.test(cell) && cell.length <= 60);
}
