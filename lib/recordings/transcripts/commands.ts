import { invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { lockRecording } from "../announcing/commands";
import { listTerms } from "../glossary/queries";
import { withNames } from "../glossary/rules";
import type { HeardSegment, HiddenReason } from "../pieces/schema";
import { markReportStale } from "../reports/staleness/commands";
import { getSegment, isImported, listShown } from "./queries";
import { setAsideTranscript } from "./replacing/commands";
import { keepRevision, lockSegment, type Place, requireSpeaker, revise } from "./revising/commands";
import { type Cue, readTranscript } from "./rules";
import type { SegmentDto, UpdateSegment } from "./schema";

/**
 * Corrects a segment; what it said before is kept, its time stays. Throws CONFLICT where it no longer says what `replaces` says. Emits
 * recording.progressed and recording.revised. Exempt from audit: the revisions tell.
 */
export function updateSegment(
  ctx: Ctx,
  place: Place,
  { text, speakerId, hidden, replaces }: UpdateSegment,
): Promise<SegmentDto> {
  return transaction(ctx, async (tx) => {
    const { recordingId, segmentId } = place;
    const segment = await lockSegment(tx, place, replaces);
    if (speakerId) await requireSpeaker(tx, recordingId, speakerId);
    if (text !== undefined && text !== segment.text) await keepRevision(tx, segment);
    await tx.db.transcriptSegment.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: segmentId } },
      data: {
        ...(text === undefined ? {} : { text }),
        ...(speakerId === undefined ? {} : { speakerId }),
        ...(hidden === undefined ? {} : { hidden: hidden ? (segment.hidden ?? "removed") : null }),
        editedAt: tx.clock.now(),
      },
    });
    await revise(tx, recordingId, { changedIds: [segmentId] });
    return getSegment(tx, recordingId, segmentId);
  });
}

/**
 * Puts a transcript made elsewhere in place of what is there, which is set aside. Throws INVALID when there is nothing in it. In the transaction of the command that
 * calls it, which announces it. Exempt from audit: as that command.
 */
export async function replaceTranscript(
  tx: TxCtx,
  recordingId: string,
  { field, text }: { field: string; text: string },
): Promise<void> {
  const { durationMs } = await lockRecording(tx, recordingId);
  const names = await listTerms(tx);
  const cues = readTranscript(text, durationMs).map((cue) => ({ ...cue, text: withNames(cue.text, names) }));
  if (cues.length === 0) throw invalid(field, "There are no lines in this transcript.");
  const { workspaceId } = tx;
  const before = await listShown(tx, recordingId);
  await setAsideTranscript(tx, recordingId);
  await setAsideProvisional(tx, recordingId, [{ startMs: 0, endMs: Number.MAX_SAFE_INTEGER }]);
  const speakers = await makeSpeakers(tx, recordingId, cues);
  await tx.db.transcriptSegment.createMany({
    data: cues.map(({ startMs, endMs, speaker, text: said }) => ({
      workspaceId,
      id: newId(),
      recordingId,
      startMs,
      endMs,
      speakerId: speaker === null ? null : (speakers.get(speaker) ?? null),
      text: said,
      origin: "import",
    })),
  });
  const end = cues.reduce((latest, { endMs }) => Math.max(latest, endMs), 0);
  await tx.db.recording.update({
    where: { workspaceId_id: { workspaceId, id: recordingId } },
    data: { revision: { increment: 1 }, durationMs: durationMs ?? end, updatedAt: tx.clock.now() },
  });
  await markReportStale(tx, recordingId, { changedIds: before.map(({ id }) => id) });
}

type Heard = HeardSegment & { hidden: HiddenReason | null };

type Stretch = { startMs: number; endMs: number };

/**
 * Replaces what the engine heard by what it heard in all, and what a browser wrote down in the stretches that it heard; but leaves what somebody
 * corrected. Where somebody brought a transcript meanwhile, that stands, and this one is set aside. Exempt from audit: it derives.
 */
export async function putHeard(
  tx: TxCtx,
  recordingId: string,
  heard: Heard[],
  stretches: Stretch[],
): Promise<void> {
  await lockRecording(tx, recordingId);
  const { workspaceId } = tx;
  const engine = { workspaceId, recordingId, origin: "engine" };
  const names = await listTerms(tx);
  const isReplaced = await isImported(tx, recordingId);
  // What the import took the place of is another import, and comes back alone.
  if (isReplaced && (await isImported(tx, recordingId, "replaced"))) return;
  await tx.db.transcriptSegment.deleteMany({ where: { ...engine, editedAt: null } });
  await setAsideProvisional(tx, recordingId, stretches);
  const kept = await tx.db.transcriptSegment.findMany({
    where: { workspaceId, recordingId, origin: { in: ["engine", "device"] }, editedAt: { not: null } },
    select: { startMs: true, endMs: true },
  });
  const isCovered = ({ startMs, endMs }: HeardSegment) =>
    kept.some((own) => Math.min(own.endMs, endMs) - Math.max(own.startMs, startMs) > (endMs - startMs) / 2);
  await tx.db.transcriptSegment.createMany({
    data: heard
      .filter((segment) => !isCovered(segment))
      .map(({ startMs, endMs, text, hidden, logProbability }) => ({
        workspaceId,
        id: newId(),
        recordingId,
        startMs,
        endMs,
        text: withNames(text, names),
        hidden: isReplaced ? ["replaced", hidden].filter(Boolean).join(":") : hidden,
        confidence: logProbability === null ? null : Math.min(1, Math.exp(logProbability)),
        origin: "engine",
      })),
  });
  await tx.db.recording.update({
    where: { workspaceId_id: { workspaceId, id: recordingId } },
    data: { revision: { increment: 1 }, updatedAt: tx.clock.now() },
  });
}

/** Takes out of sight what a browser wrote down and nobody corrected. It stays in the transcript, and can be restored. */
async function setAsideProvisional(tx: TxCtx, recordingId: string, stretches: Stretch[]): Promise<void> {
  const rows = await tx.db.transcriptSegment.findMany({
    where: { workspaceId: tx.workspaceId, recordingId, origin: "device", hidden: null, editedAt: null },
    select: { id: true, startMs: true },
  });
  const replaced = rows.filter((row) =>
    stretches.some(({ startMs, endMs }) => row.startMs >= startMs && row.startMs < endMs),
  );
  await tx.db.transcriptSegment.updateMany({
    where: { workspaceId: tx.workspaceId, id: { in: replaced.map(({ id }) => id) } },
    data: { hidden: "provisional" },
  });
}

async function makeSpeakers(tx: TxCtx, recordingId: string, cues: Cue[]): Promise<Map<string, string>> {
  const { workspaceId } = tx;
  const names = [...new Set(cues.flatMap(({ speaker }) => speaker ?? []))];
  const known = await tx.db.recordingSpeaker.findMany({
    where: { workspaceId, recordingId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const idOf = (name: string) => known.find((one) => one.name === name.slice(0, 100))?.id;
  const speakers = names.map((name) => ({ id: idOf(name) ?? newId(), name: name.slice(0, 100) }));
  await tx.db.recordingSpeaker.createMany({
    data: speakers.map((speaker) => ({ workspaceId, recordingId, ...speaker, createdAt: tx.clock.now() })),
    skipDuplicates: true,
  });
  return new Map(names.map((name, at) => [name, speakers[at]?.id ?? ""]));
}
