import { invalid } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import { ReportTemplate } from "../../schema";
import { knownTemplates } from "../policy";
import { findTemplate } from "../queries";
import { builtIn, builtInPlan, planOf } from "../rules";
import type { SectionPlan, Template, Usual } from "../schema";

type Input = { template?: ReportTemplate | undefined; templateId?: string | undefined };
/** As a recording keeps it: one of the workspace's own, and what it falls back to. */
type Kept = { template: string; templateId: string | null };

/**
 * What was chosen; nothing where nothing was. One that is built in takes the place of one's own. One that was deleted meanwhile is taken, and its
 * fallback counts: what was recorded without a connection comes hours later. Throws INVALID for one that never was.
 */
export async function chosenBy(tx: TxCtx, { template, templateId }: Input): Promise<Partial<Kept>> {
  if (templateId === undefined) return template === undefined ? {} : { template, templateId: null };
  const where = { AND: [knownTemplates(tx), { id: templateId }] };
  if ((await tx.db.reportTemplate.count({ where })) === 0)
    throw invalid("templateId", "There is no such template.");
  return { ...(template === undefined ? {} : { template }), templateId };
}

/** What the workspace chose for recordings for which nobody chooses. */
export async function usualTemplate(tx: TxCtx): Promise<Usual> {
  const { reportTemplate, reportTemplateId } = await tx.db.workspace.findUniqueOrThrow({
    where: { id: tx.workspaceId },
    select: { reportTemplate: true, reportTemplateId: true },
  });
  const own = reportTemplateId === null ? null : await findTemplate(tx, reportTemplateId);
  return { template: ReportTemplate.parse(reportTemplate), templateId: own?.id ?? null };
}

type Report = Template & { sections: SectionPlan[] };

/**
 * What a report of a recording asks for now. One of the workspace's own that was deleted goes on asking for what the last report has, if that was
 * written by it; else the one that is built in does.
 */
export async function templateFor(
  tx: TxCtx,
  { template, templateId }: Kept,
  last: Report | null,
): Promise<Template & { plan: SectionPlan[] }> {
  const fallback = ReportTemplate.parse(template);
  if (templateId === null) return { ...builtIn(fallback), plan: builtInPlan(fallback) };
  const own = await findTemplate(tx, templateId);
  if (own) return { template: fallback, templateId, templateName: own.name, plan: own.sections };
  if (last?.templateId !== templateId) return { ...builtIn(fallback), plan: builtInPlan(fallback) };
  const { templateName, sections } = last;
  return { template: fallback, templateId, templateName, plan: sections.map(planOf) };
}
