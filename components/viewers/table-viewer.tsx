"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { t } from "@/lib/text/catalogue";
import { quotedRows, type Sheet, type SheetColumn, type SheetRow } from "./sheet";

type TableViewerProps = {
  sheets: Sheet[];
  /** The cited rows of a sheet. */
  cited: { sheet: string; from: number; to: number } | null;
  /** The words of them that are quoted. */
  quote: string | null;
};

/** A spreadsheet: one sheet at a time, its header held in place, the quoted row marked. */
export function TableViewer({ sheets, cited, quote }: TableViewerProps) {
  const [chosen, setChosen] = useState(cited?.sheet ?? sheets[0]?.name ?? "");
  const sheet = sheets.find(({ name }) => name === chosen) ?? sheets[0];
  if (!sheet) return <p className="p-8 text-center text-muted">{t.viewer.empty}</p>;
  const marked = cited?.sheet === sheet.name ? quotedRows(sheet, cited, quote) : NONE;
  return (
    <Tabs value={sheet.name} onValueChange={setChosen} className="flex h-full min-h-0 flex-col">
      <TabsContent value={sheet.name} tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
        <Rows key={`${sheet.name}:${[...marked].join()}`} sheet={sheet} marked={marked} />
      </TabsContent>
      {sheets.length > 1 ? (
        <TabsList aria-label={t.viewer.sheets} className="rounded-none border-x-0 border-b-0 bg-sunken p-1.5">
          {sheets.map(({ name }) => (
            <TabsTrigger key={name} value={name}>
              {name}
            </TabsTrigger>
          ))}
        </TabsList>
      ) : null}
    </Tabs>
  );
}

const NONE: ReadonlySet<number> = new Set();

/** Rows drawn at once: of a sheet with more, the others are blank space until they come near. */
const MOST_DRAWN = 300;
const ROW_PX = 33;
const AROUND = 40;

function Rows({ sheet, marked }: { sheet: Sheet; marked: ReadonlySet<number> }) {
  const { header, columns, rows } = sheet;
  const scroller = useRef<HTMLDivElement>(null);
  const firstMarked = rows.findIndex(({ number }) => marked.has(number));
  const { first, last } = useWindow(scroller, rows.length, Math.max(0, firstMarked));

  useEffect(() => {
    scroller.current?.querySelector("tbody [data-cited]")?.scrollIntoView({ block: "center" });
  }, []);

  return (
    <div
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      data-focus-inside
      className="min-h-0 flex-1 overflow-auto bg-raised"
    >
      <table
        aria-rowcount={rows.length + 1}
        className="min-w-full border-separate border-spacing-0 text-sm tabular-nums"
      >
        <caption className="sr-only">{sheet.name}</caption>
        <thead>
          <tr aria-rowindex={1} data-cited={(header && marked.has(header.number)) || undefined}>
            <td className={cn(HEAD, "sticky start-0 z-20 w-12 text-end text-xs")}>{header?.number}</td>
            {columns.map(({ at, name, isNumeric }) => (
              <th
                key={at}
                scope="col"
                className={cn(
                  HEAD,
                  "font-medium",
                  isNumeric ? "text-end" : "text-start",
                  header && marked.has(header.number) && "bg-mark text-mark-ink",
                )}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <Gap height={first * ROW_PX} />
        <tbody>
          {rows.slice(first, last).map((row, at) => (
            <Row
              key={row.number}
              row={row}
              index={first + at + 2}
              columns={columns}
              isCited={marked.has(row.number)}
              isWhole={rows.length <= MOST_DRAWN || marked.has(row.number)}
            />
          ))}
        </tbody>
        <Gap height={(rows.length - last) * ROW_PX} />
      </table>
    </div>
  );
}

const HEAD =
  "sticky top-0 z-10 h-9 whitespace-nowrap border-line border-e border-b bg-sunken px-3 text-muted";

type RowProps = {
  row: SheetRow;
  /** Among all rows, the header's being 1. */
  index: number;
  columns: SheetColumn[];
  isCited: boolean;
  /** Long cells take as many lines as they need; else the row keeps the height that is reckoned with. */
  isWhole: boolean;
};

function Row({ row, index, columns, isCited, isWhole }: RowProps) {
  return (
    <tr aria-rowindex={index} data-cited={isCited || undefined}>
      <th
        scope="row"
        aria-label={t.viewer.row(row.number)}
        className="sticky start-0 h-[33px] border-line border-e border-b bg-sunken px-3 text-end font-normal text-muted text-xs"
      >
        {row.number}
      </th>
      {columns.map(({ at, isNumeric }) => {
        const cell = row.cells[at] ?? "";
        return (
          <td
            key={at}
            title={!isWhole && cell.length > LONG_CELL ? cell : undefined}
            className={cn(
              "max-w-80 border-line border-e border-b px-3",
              isNumeric && "whitespace-nowrap text-end",
              isWhole ? "break-words py-1.5" : "truncate",
              isWhole && cell.length > LONG_CELL && "min-w-60",
              isCited && "bg-mark text-mark-ink",
            )}
          >
            {isCited && cell ? (
              <mark data-mark className="bg-transparent text-current">
                {cell}
              </mark>
            ) : (
              cell
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** Characters of a cell that one line may not hold. */
const LONG_CELL = 40;

/** Stands for the rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? <tbody className="block" style={{ height }} /> : null;
}

/** The rows to draw: those around what is on screen, which at first is the row `around`. */
function useWindow(scroller: RefObject<HTMLElement | null>, count: number, around: number) {
  const [top, setTop] = useState(Math.floor(around / AROUND) * AROUND);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => setTop(Math.floor(box.scrollTop / ROW_PX / AROUND) * AROUND);
    box.addEventListener("scroll", look, { passive: true });
    return () => box.removeEventListener("scroll", look);
  }, [scroller]);
  if (count <= MOST_DRAWN) return { first: 0, last: count };
  return { first: Math.max(0, top - AROUND), last: Math.min(count, top + 3 * AROUND) };
}
