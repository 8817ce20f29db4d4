"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { t } from "@/lib/text/catalogue";

/** Cells as they are read, row by row, under the first row as the header. */
export type Sheet = { name: string; header: string[]; rows: SheetRow[] };
/** `number`: as a spreadsheet numbers it, from 1. */
type SheetRow = { number: number; cells: string[] };

type TableViewerProps = {
  sheets: Sheet[];
  /** The cited rows of a sheet. */
  cited: { sheet: string; from: number; to: number } | null;
};

/** Rows drawn at once: the others are blank space until they come near. */
const ROW_PX = 33;
const AROUND = 40;

/** A spreadsheet: one sheet at a time, its header held in place, the cited rows marked. */
export function TableViewer({ sheets, cited }: TableViewerProps) {
  const [chosen, setChosen] = useState(cited?.sheet ?? sheets[0]?.name ?? "");
  const sheet = sheets.find(({ name }) => name === chosen) ?? sheets[0];
  if (!sheet) return <p className="p-8 text-center text-muted">{t.viewer.empty}</p>;
  const citedHere = cited?.sheet === sheet.name ? cited : null;
  return (
    <Tabs value={sheet.name} onValueChange={setChosen} className="flex h-full min-h-0 flex-col">
      <TabsContent value={sheet.name} tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
        <Rows key={sheet.name} sheet={sheet} cited={citedHere} />
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

type RowsProps = { sheet: Sheet; cited: { from: number; to: number } | null };

function Rows({ sheet, cited }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last } = useWindow(scroller, sheet.rows.length);
  const firstCited = cited ? sheet.rows.findIndex(({ number }) => number >= cited.from) : -1;

  useEffect(() => {
    const box = scroller.current;
    if (box && firstCited >= 0) box.scrollTop = Math.max(0, firstCited * ROW_PX - box.clientHeight / 3);
  }, [firstCited]);

  return (
    <div
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      data-focus-inside
      className="min-h-0 flex-1 overflow-auto bg-raised"
    >
      <table
        aria-rowcount={sheet.rows.length + 1}
        className="min-w-full border-separate border-spacing-0 text-sm tabular-nums"
      >
        <caption className="sr-only">{sheet.name}</caption>
        <thead>
          <tr aria-rowindex={1}>
            <td className={cn(HEAD, "sticky start-0 z-20 w-12")} />
            {sheet.header.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <th key={at} scope="col" className={cn(HEAD, "text-start font-medium")}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <Gap height={first * ROW_PX} />
        <tbody>
          {sheet.rows.slice(first, last).map((row, at) => (
            <Row
              key={row.number}
              row={row}
              index={first + at + 2}
              columns={sheet.header.length}
              isCited={cited !== null && row.number >= cited.from && row.number <= cited.to}
            />
          ))}
        </tbody>
        <Gap height={(sheet.rows.length - last) * ROW_PX} />
      </table>
    </div>
  );
}

const HEAD =
  "sticky top-0 z-10 h-9 whitespace-nowrap border-line border-e border-b bg-sunken px-3 text-muted";

type RowProps = { row: SheetRow; index: number; columns: number; isCited: boolean };

function Row({ row, index, columns, isCited }: RowProps) {
  const cells = Array.from({ length: Math.max(columns, row.cells.length) }, (_, at) => row.cells[at] ?? "");
  return (
    <tr aria-rowindex={index} data-cited={isCited || undefined}>
      <th
        scope="row"
        aria-label={t.viewer.row(row.number)}
        className="sticky start-0 h-[33px] border-line border-e border-b bg-sunken px-3 text-end font-normal text-muted text-xs"
      >
        {row.number}
      </th>
      {cells.map((cell, at) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
          key={at}
          title={cell.length > 60 ? cell : undefined}
          className={cn(
            "max-w-80 truncate border-line border-e border-b px-3",
            isCited && "bg-mark text-mark-ink",
          )}
        >
          {isCited ? (
            <mark data-mark className="bg-transparent text-current">
              {cell}
            </mark>
          ) : (
            cell
          )}
        </td>
      ))}
    </tr>
  );
}

/** Stands for the rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? <tbody className="block" style={{ height }} /> : null;
}

function useWindow(scroller: RefObject<HTMLElement | null>, count: number): { first: number; last: number } {
  const [top, setTop] = useState(0);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => setTop(Math.floor(box.scrollTop / ROW_PX / AROUND) * AROUND);
    box.addEventListener("scroll", look, { passive: true });
    return () => box.removeEventListener("scroll", look);
  }, [scroller]);
  return { first: Math.max(0, top - AROUND), last: Math.min(count, top + 3 * AROUND) };
}
