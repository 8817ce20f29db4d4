import type { ReportDto, ReportLineDto } from "../reports/schema";

/** The lines by their ids, in the order of the report; null when one of them is not there, or rests on words that were corrected. */
export function pickLines(report: ReportDto, ids: string[]): ReportLineDto[] | null {
  const all = report.sections.flatMap(({ lines }) => lines);
  const picked = all.filter(({ id, stale }) => ids.includes(id) && !stale);
  return picked.length === new Set(ids).size ? picked : null;
}
