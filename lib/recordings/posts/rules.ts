import type { ReportDto, ReportLineDto } from "../reports/schema";
import { nameOfSection } from "../templates/rules";

/** `section`: what the part of the report is called that it stands in; null unless the workspace called one of those that are posted by a name of its own. */
type Picked = { line: ReportLineDto; section: string | null };

/** The lines by their ids, in the order of the report; null when one of them is not there, or rests on words that were corrected. */
export function pickLines(report: ReportDto, ids: string[]): Picked[] | null {
  const all = report.sections.flatMap(({ lines, ...plan }) => lines.map((line) => ({ line, plan })));
  const picked = all.filter(({ line }) => ids.includes(line.id) && !line.stale);
  if (picked.length !== new Set(ids).size) return null;
  const isNamed = picked.some(({ plan }) => plan.title !== null);
  return picked.map(({ line, plan }) => ({ line, section: isNamed ? nameOfSection(plan) : null }));
}
