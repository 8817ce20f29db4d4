import type { TxCtx } from "@/lib/ctx";
import type { File } from "@/prisma/generated/client";
import { getRecording } from "../../queries";
import { findReport } from "../../reports/queries";
import type { ReportLineDto } from "../../reports/schema";
import { listShown } from "../../transcripts/queries";
import type { ShareLinkRow } from "../queries";
import type { SharedLine, SharedReportDto } from "./schema";

/** What a link gives, built field by field: what was not chosen is not even read. */
export async function describeShared(
  tx: TxCtx,
  link: ShareLinkRow,
  workspace: string,
): Promise<SharedReportDto> {
  const { recordingId, hasSound, hasTranscript, createdBy, expiresAt } = link;
  const recording = await getRecording(tx, recordingId);
  const report = await findReport(tx, recordingId);
  const said = hasTranscript ? await listShown(tx, recordingId) : null;
  const isHeard = hasSound && recording.fileId !== null;
  return {
    title: recording.title,
    workspace,
    sharedBy: createdBy.name,
    recordedAt: (recording.recordedAt ?? recording.createdAt).toISOString(),
    durationMs: recording.durationMs,
    sections: (report?.sections ?? []).map(({ kind, title, lines }) => ({
      kind,
      title,
      lines: lines.map(toSharedLine),
    })),
    isQuotesOnly: report?.engine === "quotes",
    writtenAt: report?.createdAt ?? null,
    sound: isHeard ? "shared" : hasSound ? "gone" : "kept back",
    peaks: isHeard ? await peaksOf(tx, recordingId) : [],
    transcript: said?.map(({ startMs, speaker, text }) => ({ startMs, speaker, text })) ?? null,
    expiresAt: expiresAt.toISOString(),
  };
}

/** The file that a link lets hear, or null: it gives no sound, or there is none any more. */
export async function findSharedSound(
  tx: TxCtx,
  { recordingId, hasSound }: ShareLinkRow,
): Promise<File | null> {
  if (!hasSound) return null;
  const { fileId, title } = await getRecording(tx, recordingId);
  const file = fileId
    ? await tx.db.file.findFirst({ where: { workspaceId: tx.workspaceId, id: fileId } })
    : null;
  // What the file was called where it came from was not shared.
  return file && { ...file, name: title };
}

function toSharedLine({ text, startMs, speaker, owner, due, stale }: ReportLineDto): SharedLine {
  return { text, startMs, speaker, owner, due, stale };
}

async function peaksOf(tx: TxCtx, recordingId: string): Promise<number[]> {
  const drawn = await tx.db.recording.findFirst({
    where: { workspaceId: tx.workspaceId, id: recordingId },
    select: { waveform: true },
  });
  return drawn?.waveform ? [...drawn.waveform] : [];
}
