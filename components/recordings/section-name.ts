import type { SectionPlan } from "@/lib/recordings/templates/schema";
import { t } from "@/lib/text/catalogue";

/** What a section of a report is called: as its template says, else as its kind is. */
export function sectionName({ title, kind }: Pick<SectionPlan, "title" | "kind">): string {
  return title ?? t.recording.report.sections[kind];
}
