import type { AuditEntryDto } from "./schema";

const COLUMNS = ["seq", "created_at", "action", "actor", "target", "before", "after", "ip"] as const;

/** The head of an export as CSV (RFC 4180). */
export const CSV_HEAD = `${COLUMNS.join(",")}\r\n`;

/** One line of an export as CSV. */
export function toCsvLine(entry: AuditEntryDto): string {
  const cells = [
    String(entry.seq),
    entry.createdAt,
    entry.action,
    entry.actor.name,
    entry.target ? `${entry.target.kind} ${entry.target.id}` : "",
    entry.before ? JSON.stringify(entry.before) : "",
    entry.after ? JSON.stringify(entry.after) : "",
    entry.ip ?? "",
  ];
  return `${cells.map(toCell).join(",")}\r\n`;
}

/** Quoted, and with an apostrophe before what a spreadsheet would take for a formula. */
function toCell(text: string): string {
  const inert = /^[=+\-@\t\r\0]/.test(text) ? `'${text}` : text;
  return `"${inert.replace(/"/g, '""')}"`;
}
