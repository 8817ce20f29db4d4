import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError, isAppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Ctx, read, type TxCtx, transaction } from "@/lib/ctx";
import type { Prisma, RecordingPiece } from "@/prisma/generated/client";
import { progressTo } from "../announcing/commands";
import { envelopeOf, fileOf, sourceOf } from "../processing/commands";
import { getRecording } from "../queries";
import { putHeard } from "../transcripts/commands";
import { isImported } from "../transcripts/queries";
import { judge, placed, stitch } from "./rules";
import { HeardSegment } from "./schema";
import { wavOf } from "./sound/rules";

/**
 * Transcribes one piece, unless that was done: a finished piece is never sent again, whoever died meanwhile. Throws what the engine threw; the
 * ledger keeps the reason. Emits recording.progressed. Exempt from audit: it derives.
 */
export async function transcribePiece(ctx: Ctx, recordingId: string, index: number): Promise<void> {
  const begun = await begin(ctx, recordingId, index);
  if (!begun) return;
  const { piece, language } = begun;
  const file = await fileOf(ctx, begun);
  if (!file) return;
  const startedAt = performance.now();
  try {
    const audio = await wavOf(ctx.audio.decode(sourceOf(ctx, file), piece));
    const heard = await ctx.transcription.transcribe({
      audio,
      filename: `piece-${index}.wav`,
      contentType: "audio/wav",
      durationMs: piece.endMs - piece.startMs,
      language,
      prompt: null,
    });
    const durationMs = Math.round(performance.now() - startedAt);
    await transaction(ctx, async (tx) => {
      await settle(tx, piece, {
        status: "done",
        hash: createHash("sha256").update(audio).digest("hex"),
        heard: placed(heard.segments, piece),
        language: heard.language,
        costMicros: heard.costMicros,
        error: null,
      });
      await note(tx, { status: "complete", costMicros: heard.costMicros, durationMs });
      await advance(tx, recordingId);
    });
  } catch (error) {
    const reason = isAppError(error) ? error.message : "This piece could not be read.";
    await transaction(ctx, async (tx) => {
      await settle(tx, piece, { status: "failed", error: reason });
      await note(tx, {
        status: "failed",
        costMicros: 0,
        durationMs: Math.round(performance.now() - startedAt),
      });
    });
    throw error;
  }
}

/** The pieces that are not done, by their index. */
export function listWaitingPieces(ctx: Ctx, recordingId: string): Promise<number[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.db.recordingPiece.findMany({
      where: { workspaceId: tx.workspaceId, recordingId, status: { not: "done" } },
      orderBy: { index: "asc" },
      select: { index: true },
    });
    return rows.map(({ index }) => index);
  });
}

/**
 * One transcript of all pieces that are done, with what was invented hidden. What somebody corrected stays. Answers how many pieces are not
 * done. Emits recording.progressed. Exempt from audit: it derives.
 */
export function stitchPieces(ctx: Ctx, recordingId: string): Promise<number> {
  return transaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    const pieces = await tx.db.recordingPiece.findMany({
      where: { workspaceId, recordingId },
      orderBy: { index: "asc" },
    });
    const done = pieces.filter(({ status }) => status === "done");
    const heard = stitch(
      done.map((piece) => ({ ...piece, segments: z.array(HeardSegment).parse(piece.heard) })),
    );
    const { levels } = await envelopeOf(tx, recordingId);
    const reasons = judge(heard, levels.length > 0 ? levels : null);
    if (done.length > 0)
      await putHeard(
        tx,
        recordingId,
        heard.map((segment, at) => ({ ...segment, hidden: reasons[at] ?? null })),
        done,
      );
    await progressTo(tx, recordingId, { stage: "transcribed", progress: 90 });
    // Nobody waits for pieces of what was brought from elsewhere meanwhile.
    return (await isImported(tx, recordingId)) ? 0 : pieces.length - done.length;
  });
}

type Begun = { piece: RecordingPiece; fileId: string | null; language: string | null };

/** Takes a piece up, or null when it is done or its recording was deleted. */
function begin(ctx: Ctx, recordingId: string, index: number): Promise<Begun | null> {
  const engine = ctx.transcription.engine();
  if (!engine) throw new AppError("UNAVAILABLE", "No transcription engine is configured.");
  return transaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    const { count } = await tx.db.recordingPiece.updateMany({
      where: { workspaceId, recordingId, index, status: { not: "done" } },
      data: {
        status: "running",
        attempts: { increment: 1 },
        provider: engine.provider,
        model: engine.model,
        updatedAt: tx.clock.now(),
      },
    });
    if (count === 0) return null;
    const { fileId, language } = await getRecording(tx, recordingId);
    const piece = await tx.db.recordingPiece.findUniqueOrThrow({
      where: { workspaceId_recordingId_index: { workspaceId, recordingId, index } },
    });
    return { piece, fileId, language };
  });
}

async function settle(
  tx: TxCtx,
  { recordingId, index }: RecordingPiece,
  data: Prisma.RecordingPieceUpdateInput,
): Promise<void> {
  await tx.db.recordingPiece.update({
    where: { workspaceId_recordingId_index: { workspaceId: tx.workspaceId, recordingId, index } },
    data: { ...data, updatedAt: tx.clock.now() },
  });
}

/** Pieces are most of the work: 15 to 90 percent. */
async function advance(tx: TxCtx, recordingId: string): Promise<void> {
  const where = { workspaceId: tx.workspaceId, recordingId };
  const total = await tx.db.recordingPiece.count({ where });
  const done = await tx.db.recordingPiece.count({ where: { ...where, status: "done" } });
  await progressTo(tx, recordingId, { progress: 15 + Math.floor((75 * done) / Math.max(1, total)) });
}

type Spent = { status: "complete" | "failed"; costMicros: number; durationMs: number };

/** What it cost stands in the workspace's ledger, beside what models cost. */
async function note(tx: TxCtx, { status, costMicros, durationMs }: Spent): Promise<void> {
  const engine = tx.transcription.engine();
  if (!engine) return;
  await tx.db.usageEntry.create({
    data: {
      workspaceId: tx.workspaceId,
      id: newId(),
      purpose: "transcription",
      provider: engine.provider,
      model: engine.model,
      status,
      costMicros,
      durationMs,
      createdAt: tx.clock.now(),
    },
  });
}
