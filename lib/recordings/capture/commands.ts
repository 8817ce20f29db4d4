import { createHash } from "node:crypto";
import type { AudioSource } from "@/lib/adapters/audio/port";
import { AppError, forbidden, invalid, isAppError } from "@/lib/core/errors";
import { newBlobPath } from "@/lib/core/files";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { addFile } from "@/lib/files/kept/commands";
import { attachFile } from "@/lib/files/uses/commands";
import { carrySound } from "@/lib/messages/files/commands";
import { enqueue } from "@/lib/outbox";
import { announce, lockRecording, progressTo } from "../announcing/commands";
import { recordingReceived } from "../events";
import { getRecording, type RecordingRow, toRecordingDto } from "../queries";
import type { CompleteCapture, RecordingDto } from "../schema";
import { sendVoice } from "../voice/commands";

/**
 * Keeps a slice of what is being recorded. The same slice may come again: the first one stays, unless the new one is longer. Throws CONFLICT
 * once the capture is complete. Emits: none. Exempt from audit: it adds.
 */
export async function putSlice(ctx: Ctx, recordingId: string, n: number, bytes: Uint8Array): Promise<void> {
  if (bytes.byteLength === 0) throw invalid("", "A slice has at least one byte.");
  await transaction(ctx, (tx) => requireCapturing(tx, recordingId));
  const blobPath = newBlobPath();
  await ctx.blob.put(blobPath, bytes, { contentType: "application/octet-stream" });
  const unused = await transaction(ctx, async (tx) => {
    await lockRecording(tx, recordingId);
    await requireCapturing(tx, recordingId);
    const { workspaceId } = tx;
    const known = await tx.db.recordingSlice.findFirst({ where: { workspaceId, recordingId, n } });
    if (known && known.sizeBytes >= bytes.byteLength) return blobPath;
    const slice = { blobPath, sizeBytes: bytes.byteLength, createdAt: tx.clock.now() };
    await tx.db.recordingSlice.upsert({
      where: { workspaceId_recordingId_n: { workspaceId, recordingId, n } },
      create: { workspaceId, recordingId, n, ...slice },
      update: slice,
    });
    // Quietly: who asks sees that it is still being recorded.
    await tx.db.recording.update({
      where: { workspaceId_id: { workspaceId, id: recordingId } },
      data: { updatedAt: tx.clock.now() },
    });
    return known?.blobPath ?? null;
  });
  if (unused) await ctx.blob.delete([unused]);
}

/**
 * The capture is over, and a voice message is sent. Repeated: the same recording. Throws CONFLICT while slices are missing. Emits
 * recording.progressed, recording.received and, of a voice message, message.created. Exempt from audit: it adds.
 */
export function completeCapture(
  ctx: Ctx,
  recordingId: string,
  input: CompleteCapture,
): Promise<RecordingDto> {
  return transaction(ctx, async (tx) => {
    const row = await lockRecording(tx, recordingId);
    requireOwn(tx, row);
    if (row.stage !== "capturing") return toRecordingDto(row);
    const { workspaceId } = tx;
    const kept = await tx.db.recordingSlice.findMany({
      where: { workspaceId, recordingId },
      select: { n: true },
    });
    const there = new Set(kept.map(({ n }) => n));
    const wanted = input.slices ?? Math.max(0, ...there) + 1;
    const missing = Array.from({ length: wanted }, (_, n) => n).filter((n) => !there.has(n));
    if (missing.length > 0)
      throw new AppError("CONFLICT", `${wanted - missing.length} of ${wanted} slices are here.`, {
        extra: { missing: missing.slice(0, 100) },
      });
    await sendVoice(tx, row, input);
    await tx.db.recording.update({
      where: { workspaceId_id: { workspaceId, id: recordingId } },
      data: { stage: "received", updatedAt: tx.clock.now() },
    });
    await enqueue(tx, recordingReceived({ recordingId }));
    return announce(tx, recordingId, "progressed");
  });
}

/**
 * Joins the slices of a complete capture to one file, and forgets them. A recorder that began again after a crash left several parts, each with a
 * header of its own: they become one after the other. Emits recording.progressed. Exempt from audit: it derives.
 */
export async function joinSlices(ctx: Ctx, recordingId: string): Promise<void> {
  const { row, slices } = await transaction(ctx, async (tx) => ({
    row: await getRecording(tx, recordingId).catch(unlessGone),
    slices: await tx.db.recordingSlice.findMany({
      where: { workspaceId: tx.workspaceId, recordingId },
      orderBy: { n: "asc" },
    }),
  }));
  if (!row || row.fileId || row.stage === "capturing" || slices.length === 0) return;
  const bytes = await Promise.all(slices.map(({ blobPath }) => bytesOf(ctx, blobPath)));
  const { bytes: joined, contentType } = await ctx.audio.join(partsOf(bytes));
  // What cannot be joined stays as it came: nothing that was recorded is thrown away.
  if (joined.byteLength === 0) return;
  const name = `${row.title}.${contentType === "audio/mp4" ? "m4a" : "webm"}`;
  const file = { name, contentType, bytes: joined, createdById: row.createdById };
  const { id: fileId } = await keepAudio(ctx, file);
  await transaction(ctx, async (tx) => {
    const use = { kind: "recording" as const, subjectId: recordingId, fileId, audienceId: row.audienceId };
    // Of a voice message the sound is read with its message, and by nobody once that is deleted.
    if (row.kind === "voice") await carrySound(tx, recordingId, fileId);
    else await attachFile(tx, use);
    await progressTo(tx, recordingId, { fileId });
    await tx.db.recordingSlice.deleteMany({ where: { workspaceId: tx.workspaceId, recordingId } });
  });
  await ctx.blob.delete(slices.map(({ blobPath }) => blobPath));
}

type Audio = { name: string; contentType: string; bytes: Uint8Array; createdById: string | null };

/** Keeps bytes that were looked at as a file. Emits: none. Exempt from audit: nobody reads it yet. */
export async function keepAudio(ctx: Ctx, { name, contentType, bytes, createdById }: Audio) {
  const blobPath = newBlobPath();
  await ctx.blob.put(blobPath, bytes, { contentType });
  const file = {
    name: name.trim().slice(0, 255) || "recording",
    mediaType: contentType,
    sizeBytes: bytes.byteLength,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    blobPath,
    createdById,
  };
  return transaction(ctx, (tx) => addFile(tx, file));
}

async function requireCapturing(tx: TxCtx, recordingId: string): Promise<void> {
  const row = await getRecording(tx, recordingId);
  requireOwn(tx, row);
  if (row.stage !== "capturing") throw new AppError("CONFLICT", "This capture is complete.");
}

/** A capture is its recorder's alone. Throws FORBIDDEN. */
export function requireOwn(tx: TxCtx, row: RecordingRow): void {
  if (row.createdById !== actorMemberId(tx)) throw forbidden("Only who records sends what is recorded.");
}

/** What was deleted meanwhile is put together for nobody. */
function unlessGone(error: unknown): null {
  if (isAppError(error, "NOT_FOUND")) return null;
  throw error;
}

async function bytesOf(ctx: Ctx, path: string): Promise<Uint8Array> {
  const blob = await ctx.blob.get(path);
  if (!blob) throw new Error("A slice of a recording is not where it was kept.");
  return new Uint8Array(await new Response(blob.body).arrayBuffer());
}

/** The first bytes of a WebM, an Ogg and an MP4 file: where they stand, a recorder began anew. */
const HEADERS = [
  { at: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  { at: 0, bytes: [0x4f, 0x67, 0x67, 0x53, 0x00, 0x02] },
  { at: 4, bytes: [0x66, 0x74, 0x79, 0x70] },
];

function partsOf(slices: Uint8Array[]): AudioSource[] {
  const parts: Uint8Array[][] = [];
  for (const slice of slices) {
    const begins = HEADERS.some(({ at, bytes }) => bytes.every((byte, i) => slice[at + i] === byte));
    const part = parts.at(-1);
    if (begins || !part) parts.push([slice]);
    else part.push(slice);
  }
  return parts.map((part) => {
    const bytes = Buffer.concat(part);
    return { sizeBytes: bytes.byteLength, read: async (start, end) => bytes.subarray(start, end) };
  });
}
