import type { TxCtx } from "@/lib/ctx";
import { reportBlocks, toMarkdown } from "../exports/rules";
import { getRecording, toRecordingDto } from "../queries";
import { findReport } from "../reports/queries";
import { findWriting } from "../reports/writing/queries";
import { linesOf } from "../rules";
import type { RecordingWholeDto } from "../schema";
import { listShown } from "../transcripts/queries";

/** One recording with what it says, as text. Throws NOT_FOUND. */
export async function describeRecording(tx: TxCtx, recordingId: string): Promise<RecordingWholeDto> {
  const row = await getRecording(tx, recordingId);
  const where = { workspaceId: tx.workspaceId, recordingId };
  const said = await listShown(tx, recordingId);
  const report = await findReport(tx, recordingId);
  const slices = await tx.db.recordingSlice.findMany({ where, select: { n: true }, orderBy: { n: "asc" } });
  const pieces = await tx.db.recordingPiece.groupBy({ by: ["status"], where, _count: true });
  const count = (status: string) => pieces.find((piece) => piece.status === status)?._count ?? 0;
  const drawn = await tx.db.recording.findFirst({
    where: { workspaceId: tx.workspaceId, id: recordingId },
    select: { waveform: true },
  });
  return {
    ...toRecordingDto(row),
    transcript: said.length > 0 ? linesOf(said) : null,
    report: report && toMarkdown(reportBlocks(report)),
    reportWriting: await findWriting(tx, recordingId),
    waveform: drawn?.waveform ? [...drawn.waveform] : null,
    slices: slices.map(({ n }) => n),
    pieces: {
      total: pieces.reduce((sum, piece) => sum + piece._count, 0),
      done: count("done"),
      failed: count("failed"),
    },
  };
}
