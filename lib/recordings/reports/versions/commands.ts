import { z } from "zod";
import { invalid } from "@/lib/core/errors";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import type { RecordingReport } from "@/prisma/generated/client";
import { lockRecording } from "../../announcing/commands";
import { listSaidOrNoted } from "../../notes/queries";
import { getRecording } from "../../queries";
import { findReport } from "../queries";
import { hasStale, markStale } from "../rules";
import { ReportSection } from "../schema";
import type { VersionMade } from "./schema";

/** A report never changes: what is other than before is a version of its own. Each emits nothing: who calls it announces it. */

export type Version = Pick<
  RecordingReport,
  "template" | "templateId" | "templateName" | "engine" | "leftOut" | "stale"
> & {
  sections: ReportSection[];
  made: VersionMade;
  /** Of what was begun earlier: by whom, and with which revision of the transcript. */
  begun?: { byId: string | null; revision: number } | undefined;
};

/** Puts a version on top of those that are there. In the transaction of the command that wrote it. Exempt from audit: versions are kept. */
export async function putVersion(
  tx: TxCtx,
  recordingId: string,
  { template, templateId, templateName, engine, sections, leftOut, stale, made, begun }: Version,
): Promise<void> {
  const { workspaceId } = tx;
  const { revision } = await getRecording(tx, recordingId);
  const last = await tx.db.recordingReport.findFirst({
    where: { workspaceId, recordingId },
    orderBy: { version: "desc" },
    select: { version: true },
  });
  await tx.db.recordingReport.create({
    data: {
      workspaceId,
      recordingId,
      version: (last?.version ?? 0) + 1,
      template,
      templateId,
      templateName,
      engine,
      sections: z.array(ReportSection).parse(sections),
      leftOut,
      revision: begun?.revision ?? revision,
      stale,
      made,
      createdById: begun ? begun.byId : actorMemberId(tx),
      createdAt: tx.clock.now(),
    },
  });
}

/** Brings back what an earlier version said, and by what it was written, marked where its words were corrected since. Throws INVALID. Exempt from audit: versions are kept. */
export async function restoreVersion(tx: TxCtx, recordingId: string, version: number): Promise<void> {
  await lockRecording(tx, recordingId);
  const old = await findReport(tx, recordingId, version);
  if (!old) throw invalid("fromVersion", "There is no such version.");
  const segments = await listSaidOrNoted(tx, recordingId);
  const rested = old.sections.flatMap(({ lines }) => lines.flatMap(({ segmentIds }) => segmentIds));
  const sections = markStale(old.sections, segments, rested);
  const { template, templateId } = old;
  await tx.db.recording.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: recordingId } },
    data: { template, templateId },
  });
  await putVersion(tx, recordingId, { ...old, sections, stale: hasStale(sections), made: "restored" });
}
