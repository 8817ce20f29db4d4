import { z } from "zod";
import { Id } from "@/lib/core/ids";
import type { TxCtx } from "@/lib/ctx";
import type { ReportWriting } from "@/prisma/generated/client";
import { ReportTemplate, ReportWritingDto, TypedKind } from "../../schema";
import { SectionPlan } from "../../templates/schema";

/** What is being written of a recording, or what failed last; null where the last one is done or was stopped. Who may hear it is asked before. */
export async function findWriting(tx: TxCtx, recordingId: string): Promise<ReportWritingDto | null> {
  const rows = await tx.db.reportWriting.findMany({
    where: { workspaceId: tx.workspaceId, recordingId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const [last] = rows;
  const shown = rows.find(({ status }) => status === "writing") ?? (last?.status === "failed" ? last : null);
  return shown ? toWritingDto(tx, shown) : null;
}

export async function toWritingDto(tx: TxCtx, row: ReportWriting): Promise<ReportWritingDto> {
  const where = { workspaceId: tx.workspaceId, writingId: row.id };
  const [first] = z.array(SectionPlan).parse(row.plan);
  const isSection = row.section !== null || row.sectionId !== null;
  return {
    id: Id.parse(row.id),
    status: ReportWritingDto.shape.status.parse(row.status),
    template: ReportTemplate.parse(row.template),
    templateId: row.templateId,
    section: TypedKind.nullable().parse(row.section),
    sectionId: row.sectionId,
    sectionTitle: isSection ? (first?.title ?? null) : null,
    lineId: row.lineId,
    windows: {
      total: await tx.db.reportWindow.count({ where }),
      done: await tx.db.reportWindow.count({ where: { ...where, status: "done" } }),
    },
    error: row.error,
    createdAt: row.createdAt.toISOString(),
  };
}
