import { z } from "zod";
import { notFound } from "@/lib/core/errors";
import { Id } from "@/lib/core/ids";
import type { TxCtx } from "@/lib/ctx";
import type { ReportTemplate as TemplateRow } from "@/prisma/generated/client";
import { visibleTemplates } from "./policy";
import { SectionPlan, type TemplateDto } from "./schema";

/** The workspace's own templates by name. All of them: there are few. */
export async function listTemplates(tx: TxCtx): Promise<TemplateDto[]> {
  const rows = await tx.db.reportTemplate.findMany({
    where: visibleTemplates(tx),
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(toTemplateDto);
}

/** The template, or NOT_FOUND: also one that was deleted. */
export async function getTemplate(tx: TxCtx, templateId: string): Promise<TemplateDto> {
  const row = await tx.db.reportTemplate.findFirst({
    where: { AND: [visibleTemplates(tx), { id: templateId }] },
  });
  if (!row) throw notFound("template");
  return toTemplateDto(row);
}

/** The template of a report or a recording that the actor is known to read; null where it was deleted. */
export async function findTemplate(tx: TxCtx, templateId: string): Promise<TemplateDto | null> {
  const row = await tx.db.reportTemplate.findFirst({
    where: { workspaceId: tx.workspaceId, id: templateId, deletedAt: null },
  });
  return row && toTemplateDto(row);
}

function toTemplateDto(row: TemplateRow): TemplateDto {
  return {
    id: Id.parse(row.id),
    name: row.name,
    sections: z.array(SectionPlan).parse(row.sections),
    revision: row.revision,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
