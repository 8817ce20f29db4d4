"use client";

import type { ReportDto, WriteReport } from "@/lib/recordings/reports/schema";
import { t } from "@/lib/text/catalogue";
import { TemplateMenu } from "./template-menu";

type ReportTemplateProps = {
  report: ReportDto;
  /** Null where it is not written anew: nobody may, or a model writes already. */
  onWrite: ((input: WriteReport) => Promise<void>) | null;
};

/** By what a report is written; chosen from the list it is written anew as that. */
export function ReportTemplateMenu({ report, onWrite }: ReportTemplateProps) {
  const name = report.templateName ?? t.template.builtIn[report.template];
  if (!onWrite) return <p className="min-w-0 max-w-64 truncate">{name}</p>;
  const { chosen, anewBy } = t.template;
  return <TemplateMenu name={name} label={chosen(name)} title={anewBy} chosen={report} onChoose={onWrite} />;
}
