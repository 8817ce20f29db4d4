import { z } from "zod";
import type { TxCtx } from "@/lib/ctx";
import type { RecordingReport } from "@/prisma/generated/client";
import { listNotesAsSaid } from "../../notes/queries";
import { getRecording } from "../../queries";
import { hasReached, isAtRest } from "../../rules";
import { templateFor } from "../../templates/choosing/queries";
import { planOf } from "../../templates/rules";
import { listShown } from "../../transcripts/queries";
import { QUOTES, writeQuotes } from "../quotes/commands";
import { writeFromNotes } from "../quotes/rules";
import { withKnownIds } from "../rules";
import { ReportSection } from "../schema";
import { markReportStale } from "../staleness/commands";

/**
 * Where nothing was said the notes are the report: the first one comes with the first note, unless whoever works on the recording is about to write
 * it, and follows the notes while nobody had a hand in it. One that somebody asked for or edited is marked instead. In the transaction that
 * announces the recording, whose row is locked. Emits: none. Exempt from audit: it derives.
 */
export async function followNotes(tx: TxCtx, recordingId: string, changedIds: string[] = []): Promise<void> {
  if ((await listShown(tx, recordingId)).length > 0) return;
  const recording = await getRecording(tx, recordingId);
  const { workspaceId } = tx;
  const last = await tx.db.recordingReport.findFirst({
    where: { workspaceId, recordingId },
    orderBy: { version: "desc" },
  });
  if (last && (await isUntouched(tx, last))) return writeInPlace(tx, last);
  if (last) return markReportStale(tx, recordingId, { changedIds });
  const isDone = isAtRest(recording) || hasReached(recording.stage, "transcribed");
  if (recording.kind === "voice" || !isDone) return;
  const asked = await templateFor(tx, recording, null);
  await writeQuotes(tx, recordingId, { ...asked, isPart: false, isUnasked: true });
}

/** Made of notes alone, and of nobody's asking. */
async function isUntouched(tx: TxCtx, { recordingId, engine, made, createdById }: RecordingReport) {
  if (engine !== QUOTES || made !== "written" || createdById !== null) return false;
  return (await tx.db.transcriptSegment.count({ where: { workspaceId: tx.workspaceId, recordingId } })) === 0;
}

/** A version for each note that is typed would be many of the same. Without a note there is no report. */
async function writeInPlace(tx: TxCtx, { recordingId, version, ...last }: RecordingReport): Promise<void> {
  const where = {
    workspaceId_recordingId_version: { workspaceId: tx.workspaceId, recordingId, version },
  };
  const notes = await listNotesAsSaid(tx, recordingId);
  if (notes.length === 0) {
    await tx.db.recordingReport.delete({ where });
    return;
  }
  const known = z.array(ReportSection).parse(last.sections);
  const { sections, leftOut } = writeFromNotes(notes, known.map(planOf));
  await tx.db.recordingReport.update({
    where,
    data: { sections: withKnownIds(sections, known), leftOut, createdAt: tx.clock.now() },
  });
}
