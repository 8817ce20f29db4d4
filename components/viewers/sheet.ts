import type { DocumentPart } from "@/lib/documents/schema";
import { findWords } from "./find-words";

/** A sheet as a table. */
export type Sheet = {
  name: string;
  columns: SheetColumn[];
  /** The row of names over the columns; null where the sheet has none. */
  header: SheetRow | null;
  rows: SheetRow[];
};
/** `at`: from 0. `name`: as its header says, else the letter that a spreadsheet gives it. */
export type SheetColumn = { at: number; name: string; isNumeric: boolean };
/** `number`: as a spreadsheet numbers it, from 1. `text`: how it was read. `cells`: by their columns; holes are empty cells. */
export type SheetRow = { number: number; text: string; cells: string[] };

/** How the cells of a row are parted where it was read. */
const BETWEEN = " · ";

/** What was read of a sheet, as its rows and columns. */
export function sheetOf({ place, text, rows }: DocumentPart): Sheet {
  const lines = rows.map(({ row, start, cells }, at) => ({
    number: row,
    text: text.slice(start, rows[at + 1]?.start ?? text.length).trimEnd(),
    cells: cells && keptCells(text, cells),
  }));
  const [first, ...rest] = lines;
  const names = (first?.cells ?? first?.text.split(BETWEEN) ?? []).filter((name) => name !== "");
  const isTable = names.length > 1 && rest.some((line) => isSaidWith(names, line.text));
  const shown = lines.map((line, at): SheetRow => {
    const { cells = at === 0 || !isTable ? line.text.split(BETWEEN) : cellsByName(names, line.text) } = line;
    return { ...line, cells: isTable && at === 0 && !line.cells ? [...UNNAMED, ...cells] : cells };
  });
  const [top, ...below] = shown;
  const header = isTable && top ? top : null;
  const body = header ? below : shown;
  return {
    name: place.kind === "sheet" ? place.sheet : "",
    columns: columnsOf(header, body),
    header,
    rows: body,
  };
}

/**
 * Of the cited rows those that a quote is of; all of them where there is none, or where it is not found in them. By their numbers.
 */
export function quotedRows(
  { header, rows }: Sheet,
  { from, to }: { from: number; to: number },
  quote: string | null,
): ReadonlySet<number> {
  const cited = [...(header ? [header] : []), ...rows].filter(({ number }) => number >= from && number <= to);
  const found = quote
    ? findWords(
        cited.map(({ text }) => text),
        quote,
      )
    : [];
  const quoted = found.flatMap(({ piece }) => cited[piece] ?? []);
  return new Set((quoted.length > 0 ? quoted : cited).map(({ number }) => number));
}

function keptCells(text: string, kept: number[]): string[] {
  const cells: string[] = [];
  for (let at = 0; at + 2 < kept.length; at += 3) {
    const [column = 0, start, end] = kept.slice(at, at + 3);
    cells[column] = text.slice(start, end);
  }
  return cells;
}

/** Stands for the cell before the first one with a name. */
const UNNAMED = [""];

/** Whether a row says its cells with the names over them ("Price: 2,490"). */
function isSaidWith(names: string[], line: string): boolean {
  return names.some((name) => line.startsWith(`${name}: `) || line.includes(`${BETWEEN}${name}: `));
}

/**
 * A row that was read before cells were kept, taken apart at the names of its columns: a cell that has the separator in it stays whole. What
 * stands before the first name is the cell of a column without one.
 */
function cellsByName(names: string[], line: string): string[] {
  const cells: string[] = [];
  const starts: { column: number; at: number; from: number }[] = [];
  let from = 0;
  for (const [index, name] of names.entries()) {
    const at = line.startsWith(`${name}: `) && from === 0 ? 0 : line.indexOf(`${BETWEEN}${name}: `, from);
    if (at < 0) continue;
    from = at + (at === 0 ? 0 : BETWEEN.length) + name.length + 2;
    starts.push({ column: index + 1, at, from });
  }
  cells[0] = line.slice(0, starts[0]?.at ?? line.length);
  for (const [index, { column, from }] of starts.entries())
    cells[column] = line.slice(from, starts[index + 1]?.at ?? line.length);
  return cells;
}

function columnsOf(header: SheetRow | null, rows: SheetRow[]): SheetColumn[] {
  const all = header ? [header, ...rows] : rows;
  const width = all.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const columns = Array.from({ length: width }, (_, at): SheetColumn => {
    const name = header ? (header.cells[at] ?? "") : letterOf(at);
    return { at, name, isNumeric: isMostlyNumbers(rows, at) };
  });
  const first = columns.findIndex(({ at }) => all.some(({ cells }) => cells[at]));
  return columns.slice(Math.max(0, first));
}

/** An amount, a share, a number with its separators, sign and currency. */
const NUMBER = /^[-+−(]?\s*(?:\p{Sc}|[A-Z]{3})?\s*[-+−]?\d[\d\s.,'’]*(?:%|\p{Sc}|[A-Z]{3})?\)?$/u;

function isMostlyNumbers(rows: SheetRow[], at: number): boolean {
  let filled = 0;
  let numbers = 0;
  for (const { cells } of rows) {
    if (!cells[at]) continue;
    filled++;
    if (NUMBER.test(cells[at])) numbers++;
  }
  return numbers * 2 > filled;
}

/** A, B, ... Z, AA, AB, ... */
function letterOf(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : letterOf(Math.floor(at / 26) - 1) + letter;
}
