import { z } from "zod";
import { notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import type { RecordingReport } from "@/prisma/generated/client";
import { listSaidOrNoted } from "../notes/queries";
import { getRecording } from "../queries";
import { ReportTemplate } from "../schema";
import { findTemplate } from "../templates/queries";
import { isSamePlan } from "../templates/rules";
import type { Segment } from "./extract/rules";
import { coverageOf, hasStale, todayOf } from "./rules";
import { type ReportDto, ReportSection } from "./schema";

/** The newest report, or the version asked for. Throws NOT_FOUND, also where there is none yet. */
export async function getReport(
  tx: TxCtx,
  recordingId: string,
  version?: number | undefined,
): Promise<ReportDto> {
  const report = await findReport(tx, recordingId, version);
  if (!report) throw notFound("report");
  return report;
}

/** The same, or null where there is none yet. Throws NOT_FOUND for a recording that the actor may not hear. */
export async function findReport(
  tx: TxCtx,
  recordingId: string,
  version?: number | undefined,
): Promise<ReportDto | null> {
  const { durationMs } = await getRecording(tx, recordingId);
  const row = await tx.db.recordingReport.findFirst({
    where: { workspaceId: tx.workspaceId, recordingId, ...(version === undefined ? {} : { version }) },
    orderBy: { version: "desc" },
  });
  if (!row) return null;
  const sections = z.array(ReportSection).parse(row.sections);
  return toReportDto(row, sections, {
    durationMs: durationMs ?? 0,
    segments: hasStale(sections) ? await listSaidOrNoted(tx, recordingId) : [],
    templateNow: await templateNow(tx, row.templateId, sections),
  });
}

async function templateNow(
  tx: TxCtx,
  templateId: string | null,
  sections: ReportSection[],
): Promise<ReportDto["templateNow"]> {
  if (templateId === null) return "same";
  const template = await findTemplate(tx, templateId);
  if (!template) return "gone";
  return isSamePlan(template.sections, sections) ? "same" : "changed";
}

type Beside = Pick<ReportDto, "templateNow"> & { durationMs: number; segments: Segment[] };

function toReportDto(
  row: RecordingReport,
  sections: ReportSection[],
  { durationMs, segments, templateNow }: Beside,
): ReportDto {
  return {
    version: row.version,
    template: ReportTemplate.parse(row.template),
    templateId: row.templateId,
    templateName: row.templateName,
    templateNow,
    engine: row.engine,
    sections: sections.map(({ lines, ...plan }) => ({
      ...plan,
      lines: lines.map((line) => ({ ...line, today: line.stale ? todayOf(line, segments) : null })),
    })),
    coverage: coverageOf(sections, durationMs),
    leftOut: row.leftOut,
    stale: row.stale,
    createdAt: row.createdAt.toISOString(),
  };
}
