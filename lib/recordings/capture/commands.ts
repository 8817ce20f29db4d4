import { createHash, type Hash } from "node:crypto";
import type { AudioSource, JoinedAudio } from "@/lib/adapters/audio/port";
import { AppError, forbidden, invalid, isAppError, notFound } from "@/lib/core/errors";
import { newBlobPath } from "@/lib/core/files";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { addFile } from "@/lib/files/kept/commands";
import { attachFile } from "@/lib/files/uses/commands";
import { carrySound } from "@/lib/messages/files/commands";
import { enqueue } from "@/lib/outbox";
import type { RecordingSlice } from "@/prisma/generated/client";
import { announce, lockRecording, progressTo } from "../announcing/commands";
import { recordingReceived } from "../events";
import { getRecording, type RecordingRow, toRecordingDto } from "../queries";
import type { CompleteCapture, RecordingDto } from "../schema";
import { sendVoice } from "../voice/commands";
import { isHeader, LONGEST_HEADER, sourceOfSlices } from "./rules";

/**
 * Keeps a slice of what is being recorded. The same slice may come again: the first one stays, unless the new one is longer. Throws CONFLICT
 * once the capture is complete: a recorder that it was finished without goes on with another (`takeSlices`). Emits: none. Exempt from audit: it adds.
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
    // Who does not know how many there are is not the recorder, which may have more of them.
    if (input.slices === undefined) await leave(tx, recordingId);
    return receive(tx, recordingId);
  });
}

/** It is finished without its recorder: should that come back, it finds what it sent. Emits: none. Exempt from audit: nothing else changes. */
export async function leave(tx: TxCtx, recordingId: string): Promise<void> {
  await tx.db.recording.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: recordingId } },
    data: { leftAt: tx.clock.now() },
  });
}

/** No slice comes any more: what is here is worked on. Emits recording.progressed and recording.received. Exempt from audit: it adds. */
export async function receive(tx: TxCtx, recordingId: string): Promise<RecordingDto> {
  await tx.db.recording.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: recordingId } },
    data: { stage: "received", updatedAt: tx.clock.now() },
  });
  await enqueue(tx, recordingReceived({ recordingId }));
  return announce(tx, recordingId, "progressed");
}

/**
 * Joins the slices of a complete capture to one file, and forgets them. A recorder that began again after a crash left several parts, each with a
 * header of its own: they become one after the other. Where it is put together is written down first: who begins anew after a crash erases what
 * was left there. Emits recording.progressed. Exempt from audit: it derives.
 */
export async function joinSlices(ctx: Ctx, recordingId: string): Promise<void> {
  const { row, slices } = await transaction(ctx, async (tx) => ({
    row: await getRecording(tx, recordingId).catch(unlessGone),
    slices: await tx.db.recordingSlice.findMany({
      where: { workspaceId: tx.workspaceId, recordingId },
      orderBy: { n: "asc" },
    }),
  }));
  if (!row || row.fileId || row.soundDeletedAt) return;
  if (row.stage === "capturing" || slices.length === 0) return;
  const joined = await ctx.audio.join(await partsOf(ctx, slices));
  try {
    // What cannot be joined stays as it came: nothing that was recorded is thrown away.
    if (joined.sizeBytes > 0) await keepJoined(ctx, row, { joined, slices });
  } finally {
    await joined.forget();
  }
}

type Joined = { joined: JoinedAudio; slices: RecordingSlice[] };

async function keepJoined(ctx: Ctx, row: RecordingRow, { joined, slices }: Joined): Promise<void> {
  const { contentType } = joined;
  const recordingId = row.id;
  const name = `${row.title}.${contentType === "audio/mp4" ? "m4a" : "webm"}`;
  const blobPath = await beginJoin(ctx, recordingId);
  if (!blobPath) return;
  const kept = await putAudio(ctx, blobPath, { contentType, body: joined.read() });
  const isKept = await transaction(ctx, async (tx) => {
    const where = { workspaceId: tx.workspaceId, id: recordingId, joinPath: blobPath };
    const { count } = await tx.db.recording.updateMany({ where, data: { joinPath: null } });
    if (count === 0) return false; // somebody began anew, and erased these bytes
    const { id: fileId } = await addFile(tx, { ...kept, name: nameOf(name), createdById: row.createdById });
    const use = { kind: "recording" as const, subjectId: recordingId, fileId, audienceId: row.audienceId };
    // Of a voice message the sound is read with its message, and by nobody once that is deleted.
    if (row.kind === "voice") await carrySound(tx, recordingId, fileId);
    else await attachFile(tx, use);
    await progressTo(tx, recordingId, { fileId });
    // A recorder that it was finished without may still come back for them.
    if (!row.leftAt)
      await tx.db.recordingSlice.deleteMany({ where: { workspaceId: tx.workspaceId, recordingId } });
    return true;
  });
  if (!isKept) await ctx.blob.delete([blobPath]);
  else if (!row.leftAt) await ctx.blob.delete(slices.map((slice) => slice.blobPath));
}

/** Where the file is put together. What an attempt before left there, which nothing names any more, goes. Null where it was deleted. */
async function beginJoin(ctx: Ctx, recordingId: string): Promise<string | null> {
  const blobPath = newBlobPath();
  const row = await transaction(ctx, async (tx) => {
    const before = await lockRecording(tx, recordingId).catch(unlessGone);
    if (!before) return null;
    await tx.db.recording.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: recordingId } },
      data: { joinPath: blobPath },
    });
    return before;
  });
  if (row?.joinPath) await ctx.blob.delete([row.joinPath]);
  return row && blobPath;
}

type Audio = {
  name: string;
  contentType: string;
  body: Uint8Array | ReadableStream<Uint8Array>;
  createdById: string | null;
};

/** Keeps bytes that were looked at as a file; what the database does not take is not kept either. Emits: none. Exempt from audit: nobody reads it yet. */
export async function keepAudio(ctx: Ctx, { name, contentType, body, createdById }: Audio) {
  const blobPath = newBlobPath();
  const file = { ...(await putAudio(ctx, blobPath, { contentType, body })), name: nameOf(name), createdById };
  return transaction(ctx, (tx) => addFile(tx, file)).catch(async (error: unknown) => {
    await ctx.blob.delete([blobPath]).catch(() => undefined); // why it was not taken counts more
    throw error;
  });
}

function nameOf(name: string): string {
  return name.trim().slice(0, 255) || "recording";
}

async function putAudio(
  ctx: Ctx,
  blobPath: string,
  { contentType, body }: Pick<Audio, "contentType" | "body">,
) {
  const hash = createHash("sha256");
  const { sizeBytes } = await ctx.blob.put(blobPath, hashing(body, hash), { contentType });
  return { blobPath, sizeBytes, sha256: hash.digest("hex"), mediaType: contentType };
}

/** The same body, which the hash has seen once it was read. */
function hashing(body: Audio["body"], hash: Hash): Audio["body"] {
  if (body instanceof Uint8Array) {
    hash.update(body);
    return body;
  }
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        hash.update(chunk);
        controller.enqueue(chunk);
      },
    }),
  );
}

async function requireCapturing(tx: TxCtx, recordingId: string): Promise<void> {
  const row = await getRecording(tx, recordingId).catch(unlessGone);
  if (row) requireOwn(tx, row);
  else if (!(await isSweptAway(tx, recordingId))) throw notFound("recording");
  if (row?.stage !== "capturing") throw new AppError("CONFLICT", "This capture is complete.");
}

/** A capture is its recorder's alone. Throws FORBIDDEN. */
export function requireOwn(tx: TxCtx, row: RecordingRow): void {
  if (row.createdById !== actorMemberId(tx)) throw forbidden("Only who records sends what is recorded.");
}

/** Nothing of it had come when it was swept, so that it was deleted: by no person, and its recorder may still bring all of it. */
export async function isSweptAway(tx: TxCtx, recordingId: string): Promise<boolean> {
  const { workspaceId } = tx;
  const own = { workspaceId, id: recordingId, createdById: actorMemberId(tx), stage: "capturing" };
  const where = { ...own, leftAt: { not: null }, deletedAt: { not: null } };
  return (await tx.db.recording.count({ where })) > 0;
}

/** What was deleted meanwhile is put together for nobody. */
function unlessGone(error: unknown): null {
  if (isAppError(error, "NOT_FOUND")) return null;
  throw error;
}

/** Slices whose first bytes are looked at together. */
const LOOKS_AT_ONCE = 20;

/** The slices as the parts that they belong to: a part begins where the recorder began anew. */
async function partsOf(ctx: Ctx, slices: RecordingSlice[]): Promise<AudioSource[]> {
  const parts: RecordingSlice[][] = [];
  for (let from = 0; from < slices.length; from += LOOKS_AT_ONCE) {
    const some = slices.slice(from, from + LOOKS_AT_ONCE);
    const begins = await Promise.all(some.map((slice) => beginsPart(ctx, slice)));
    for (const [at, slice] of some.entries()) {
      const part = parts.at(-1);
      if (begins[at] || !part) parts.push([slice]);
      else part.push(slice);
    }
  }
  return parts.map((part) => sourceOfSlices(part, (slice) => bytesOf(ctx, slice)));
}

async function beginsPart(ctx: Ctx, { blobPath, sizeBytes }: RecordingSlice): Promise<boolean> {
  const blob = await ctx.blob.get(blobPath, {
    start: 0,
    endInclusive: Math.min(sizeBytes, LONGEST_HEADER) - 1,
  });
  if (!blob) throw missing();
  return isHeader(new Uint8Array(await new Response(blob.body).arrayBuffer()));
}

async function bytesOf(ctx: Ctx, { blobPath }: { blobPath: string }): Promise<Uint8Array> {
  const blob = await ctx.blob.get(blobPath);
  if (!blob) throw missing();
  return new Uint8Array(await new Response(blob.body).arrayBuffer());
}

function missing(): Error {
  return new Error("A slice of a recording is not where it was kept.");
}
