import { type Ctx, transaction } from "@/lib/ctx";
import { appendAudit } from "./policy";
import { eachAuditEntry } from "./queries";
import { CSV_HEAD, toCsvLine } from "./rules";
import type { AuditFilters } from "./schema";

/**
 * The workspace log as a file. That it was exported is an entry, written before the file is: what is read after it holds up nobody who
 * writes to the log. Emits: none. Audited.
 */
export async function exportAudit(
  ctx: Ctx,
  { format, ...filters }: AuditFilters & { format: "csv" | "json" },
): Promise<{ text: string; contentType: string; filename: string }> {
  await transaction(ctx, (tx) =>
    appendAudit(tx, { action: "audit.exported", after: { format, ...filters } }),
  );
  const parts: string[] = [];
  for await (const entries of eachAuditEntry(ctx, filters)) {
    parts.push(...entries.map((entry) => (format === "csv" ? toCsvLine(entry) : JSON.stringify(entry))));
  }
  return format === "csv"
    ? { text: CSV_HEAD + parts.join(""), contentType: "text/csv; charset=utf-8", filename: "audit.csv" }
    : {
        text: `[${parts.join(",\n")}]\n`,
        contentType: "application/json; charset=utf-8",
        filename: "audit.json",
      };
}
