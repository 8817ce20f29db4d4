import { invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import type { TranscriptSegment } from "@/prisma/generated/client";
import { announce, lockRecording } from "../announcing/commands";
import { recordingRevised } from "../events";
import type { HeardSegment, HiddenReason } from "../pieces/schema";
import { requireCanEditRecordings } from "../policy";
import { markReportStale } from "../reports/staleness/commands";
import { getTranscript, toSegmentDto } from "./queries";
import { type Cue, readTranscript } from "./rules";
import type { SegmentDto, TranscriptDto, UpdateSegment, UpdateSpeaker } from "./schema";

/** Corrects a segment; what it said before is kept, its time stays. Emits recording.progressed and recording.revised. Exempt from audit: the revisions tell. */
export function updateSegment(
  ctx: Ctx,
  { recordingId, segmentId }: Place,
  input: UpdateSegment,
): Promise<SegmentDto> {
  return transaction(ctx, async (tx) => {
    const segment = await lockSegment(tx, { recordingId, segmentId });
    const { workspaceId } = tx;
    const now = tx.clock.now();
    if (input.speakerId) await requireSpeaker(tx, recordingId, input.speakerId);
    const isCorrected = input.text !== undefined && input.text !== segment.text;
    if (isCorrected) {
      await tx.db.segmentRevision.create({
        data: {
          workspaceId,
          id: newId(),
          segmentId,
          text: segment.text,
          editedById: actorMemberId(tx),
          createdAt: now,
        },
      });
    }
    const row = await tx.db.transcriptSegment.update({
      where: { workspaceId_id: { workspaceId, id: segmentId } },
      data: {
        ...(isCorrected && input.text !== undefined ? { text: input.text } : {}),
        ...(input.speakerId === undefined ? {} : { speakerId: input.speakerId }),
        ...(input.hidden === undefined
          ? {}
          : { hidden: input.hidden ? (segment.hidden ?? "removed") : null }),
        editedAt: now,
      },
    });
    await revised(tx, recordingId, [segmentId]);
    return toSegmentDto(row);
  });
}

/** Makes two segments of one; they share its time by their length. Emits as updateSegment. Exempt from audit. */
export function splitSegment(ctx: Ctx, place: Place, at: number): Promise<TranscriptDto> {
  return transaction(ctx, async (tx) => {
    const segment = await lockSegment(tx, place);
    const [before, after] = [segment.text.slice(0, at).trim(), segment.text.slice(at).trim()];
    if (before === "" || after === "") throw invalid("at", "There must be text on both sides.");
    const middle = Math.round(
      segment.startMs + ((segment.endMs - segment.startMs) * before.length) / (before.length + after.length),
    );
    const { workspaceId } = tx;
    const now = tx.clock.now();
    await tx.db.transcriptSegment.update({
      where: { workspaceId_id: { workspaceId, id: segment.id } },
      data: { text: before, endMs: middle, editedAt: now },
    });
    await tx.db.transcriptSegment.create({
      data: { ...segment, id: newId(), text: after, startMs: middle, editedAt: now },
    });
    await revised(tx, place.recordingId, [segment.id]);
    return getTranscript(tx, place.recordingId);
  });
}

/** Joins a segment with the next one that is shown, whoever said it. Emits as updateSegment. Exempt from audit. */
export function joinSegment(ctx: Ctx, place: Place): Promise<TranscriptDto> {
  return transaction(ctx, async (tx) => {
    const segment = await lockSegment(tx, place);
    const { workspaceId } = tx;
    const next = await tx.db.transcriptSegment.findFirst({
      where: {
        workspaceId,
        recordingId: place.recordingId,
        hidden: null,
        startMs: { gte: segment.startMs },
        id: { not: segment.id },
      },
      orderBy: [{ startMs: "asc" }, { id: "asc" }],
    });
    if (!next) throw invalid("segmentId", "There is no segment after this one.");
    await tx.db.transcriptSegment.update({
      where: { workspaceId_id: { workspaceId, id: segment.id } },
      data: {
        text: `${segment.text} ${next.text}`,
        endMs: Math.max(segment.endMs, next.endMs),
        editedAt: tx.clock.now(),
      },
    });
    await tx.db.transcriptSegment.delete({ where: { workspaceId_id: { workspaceId, id: next.id } } });
    await revised(tx, place.recordingId, [segment.id, next.id]);
    return getTranscript(tx, place.recordingId);
  });
}

/** Renames a speaker, or gives all it said to another. Emits as updateSegment. Exempt from audit. */
export function updateSpeaker(
  ctx: Ctx,
  { recordingId, speakerId }: { recordingId: string; speakerId: string },
  { name, mergeInto }: UpdateSpeaker,
): Promise<TranscriptDto> {
  return transaction(ctx, async (tx) => {
    await lockRecording(tx, recordingId);
    requireCanEditRecordings(tx);
    const { workspaceId } = tx;
    const own = await tx.db.recordingSpeaker.findFirst({
      where: { workspaceId, recordingId, id: speakerId },
    });
    if (!own) throw notFound("speaker");
    if (name !== undefined)
      await tx.db.recordingSpeaker.update({
        where: { workspaceId_id: { workspaceId, id: speakerId } },
        data: { name },
      });
    if (mergeInto !== undefined && mergeInto !== speakerId) {
      await requireSpeaker(tx, recordingId, mergeInto, "mergeInto");
      await tx.db.transcriptSegment.updateMany({
        where: { workspaceId, recordingId, speakerId },
        data: { speakerId: mergeInto },
      });
      await tx.db.recordingSpeaker.delete({ where: { workspaceId_id: { workspaceId, id: speakerId } } });
    }
    await revised(tx, recordingId, []);
    return getTranscript(tx, recordingId);
  });
}

/**
 * Puts a transcript made elsewhere in place of what is there. Throws INVALID when there is nothing in it. In the transaction of the command that
 * calls it, which announces it. Exempt from audit: as that command.
 */
export async function replaceTranscript(
  tx: TxCtx,
  recordingId: string,
  { field, text }: { field: string; text: string },
): Promise<void> {
  const { durationMs } = await lockRecording(tx, recordingId);
  const cues = readTranscript(text, durationMs);
  if (cues.length === 0) throw invalid(field, "There are no lines in this transcript.");
  const { workspaceId } = tx;
  await tx.db.transcriptSegment.deleteMany({ where: { workspaceId, recordingId } });
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
}

type Heard = HeardSegment & { hidden: HiddenReason | null };

/** Replaces what the engine heard by what it heard in all, but leaves what somebody corrected. Exempt from audit: it derives. */
export async function putHeard(tx: TxCtx, recordingId: string, heard: Heard[]): Promise<void> {
  await lockRecording(tx, recordingId);
  const { workspaceId } = tx;
  const engine = { workspaceId, recordingId, origin: "engine" };
  await tx.db.transcriptSegment.deleteMany({ where: { ...engine, editedAt: null } });
  const kept = await tx.db.transcriptSegment.findMany({
    where: engine,
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
        text,
        hidden,
        confidence: logProbability === null ? null : Math.min(1, Math.exp(logProbability)),
        origin: "engine",
      })),
  });
  await tx.db.recording.update({
    where: { workspaceId_id: { workspaceId, id: recordingId } },
    data: { revision: { increment: 1 }, updatedAt: tx.clock.now() },
  });
}

type Place = { recordingId: string; segmentId: string };

async function lockSegment(tx: TxCtx, { recordingId, segmentId }: Place): Promise<TranscriptSegment> {
  await lockRecording(tx, recordingId);
  const segment = await tx.db.transcriptSegment.findFirst({
    where: { workspaceId: tx.workspaceId, recordingId, id: segmentId },
  });
  if (!segment) throw notFound("segment");
  requireCanEditRecordings(tx);
  return segment;
}

async function requireSpeaker(
  tx: TxCtx,
  recordingId: string,
  id: string,
  field = "speakerId",
): Promise<void> {
  const known = await tx.db.recordingSpeaker.count({
    where: { workspaceId: tx.workspaceId, recordingId, id },
  });
  if (known === 0) throw invalid(field, "There is no such speaker.");
}

async function makeSpeakers(tx: TxCtx, recordingId: string, cues: Cue[]): Promise<Map<string, string>> {
  const { workspaceId } = tx;
  const names = [...new Set(cues.flatMap(({ speaker }) => speaker ?? []))];
  await tx.db.recordingSpeaker.deleteMany({ where: { workspaceId, recordingId } });
  const speakers = names.map((name) => ({ id: newId(), name: name.slice(0, 100) }));
  await tx.db.recordingSpeaker.createMany({
    data: speakers.map((speaker) => ({ workspaceId, recordingId, ...speaker, createdAt: tx.clock.now() })),
  });
  return new Map(names.map((name, at) => [name, speakers[at]?.id ?? ""]));
}

async function revised(tx: TxCtx, recordingId: string, segmentIds: string[]): Promise<void> {
  await tx.db.recording.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: recordingId } },
    data: { revision: { increment: 1 }, updatedAt: tx.clock.now() },
  });
  await markReportStale(tx, recordingId, segmentIds);
  await enqueue(tx, recordingRevised({ recordingId }));
  await announce(tx, recordingId, "transcript");
}
