import { type Ctx, transaction } from "@/lib/ctx";
import { appendAudit } from "./policy";
import { eachAuditEntry } from "./queries";
import { CSV_HEAD, toCsvLine } from "./rules";
import type { AuditFilters } from "./schema";

/** The workspace log as a file. That it was exported is an entry, written before the file is. Emits: none. Audited. */
export function exportAudit(
  ctx: Ctx,
  { format, ...filters }: AuditFilters & { format: "csv" | "json" },
): Promise<{ text: string; contentType: string; filename: string }> {
  return transaction(ctx, async (tx) => {
    await appendAudit(tx, { action: "audit.exported", after: { format, ...filters } });
    const parts: string[] = [];
    for await (const entries of eachAuditEntry(tx, filters)) {
      parts.push(...entries.map((entry) => (format === "csv" ? toCsvLine(entry) : JSON.stringify(entry))));
    }
    return format === "csv"
      ? { text: CSV_HEAD + parts.join(""), contentType: "text/csv; charset=utf-8", filename: "audit.csv" }
      : {
          text: `[${parts.join(",\n")}]\n`,
          contentType: "application/json; charset=utf-8",
          filename: "audit.json",
        };
  });
}
