import { z } from "zod";
import type { TxCtx } from "@/lib/ctx";
import { listSaidOrNoted } from "../../notes/queries";
import { markStale, restingOn } from "../rules";
import { ReportSection } from "../schema";

/** Segments whose words changed, and those whose words stand in others now: `becomes` names them, in order. */
export type Revised = { changedIds: string[]; becomes?: Record<string, string[]> };

/**
 * Marks the newest report and those of its lines that rest on segments whose words are no longer the same. In the transaction of the correction,
 * which announces it. Emits: none. Exempt from audit: it derives.
 */
export async function markReportStale(
  tx: TxCtx,
  recordingId: string,
  { changedIds, becomes = {} }: Revised,
): Promise<void> {
  const { workspaceId } = tx;
  const report = await tx.db.recordingReport.findFirst({
    where: { workspaceId, recordingId },
    orderBy: { version: "desc" },
  });
  if (!report) return;
  const segments = await listSaidOrNoted(tx, recordingId);
  const written = restingOn(z.array(ReportSection).parse(report.sections), becomes);
  const sections = markStale(written, segments, changedIds);
  await tx.db.recordingReport.update({
    where: { workspaceId_recordingId_version: { workspaceId, recordingId, version: report.version } },
    data: { stale: true, sections },
  });
}
