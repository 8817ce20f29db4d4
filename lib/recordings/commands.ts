import { appendAudit } from "@/lib/audit/policy";
import { AppError, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { completeUpload } from "@/lib/files/uploads/commands";
import { attachFile, detachFiles } from "@/lib/files/uses/commands";
import { enqueue } from "@/lib/outbox";
import { chooseAudience } from "@/lib/sources/audiences/commands";
import { hideSources, moveSources, renameSources, showSources } from "@/lib/sources/passages/commands";
import { announce, lockRecording, progressTo } from "./announcing/commands";
import { keepAudio } from "./capture/commands";
import { takeSlices } from "./capture/returning/commands";
import { recordingMoved, recordingReceived, recordingRevised } from "./events";
import { requireCanAddRecordings, requireCanEditRecordings, requireCanManageRecording } from "./policy";
import { getDeletedRecording, getRecording, type RecordingRow, toRecordingDto } from "./queries";
import { titleOf } from "./rules";
import type { CreateRecording, RecordingDto, UpdateRecording } from "./schema";
import { chosenBy, usualTemplate } from "./templates/choosing/queries";
import { replaceTranscript } from "./transcripts/commands";

type SentFile = { name: string; bytes: Uint8Array };

/**
 * Brings a recording: a file, an upload, a capture whose slices follow, or a transcript without audio. Throws INVALID unless it is exactly
 * one of them. Emits recording.progressed and recording.received. Audited: exempt, it adds.
 */
export async function createRecording(
  ctx: Ctx,
  input: CreateRecording,
  sent: SentFile | null = null,
): Promise<RecordingDto> {
  requireCanAddRecordings(ctx, input);
  requireOneWay(input, sent);
  if (input.kind === "voice" && input.capture && input.visibility !== "private")
    throw invalid("visibility", "A voice message is private until it is sent.");
  if (input.continues && !input.capture) throw invalid("continues", "Only a capture goes on with another.");
  const file = await bring(ctx, input, sent);
  return transaction(ctx, async (tx) => {
    const id = newId();
    const now = tx.clock.now();
    const audienceId = await chooseAudience(tx, { visibility: "workspace", ...input });
    await tx.db.recording.create({
      data: {
        workspaceId: tx.workspaceId,
        id,
        kind: input.kind ?? "meeting",
        title: input.title ?? (file ? titleOf(file.name) : "Recording"),
        audienceId,
        stage: input.capture ? "capturing" : "received",
        language: input.language ?? null,
        ...(await usualTemplate(tx)),
        ...(await chosenBy(tx, input)),
        fileId: file?.id ?? null,
        // What is put together of a capture is made later than it was recorded.
        recordedAt: earlierThan(now, input.recordedAt) ?? (input.capture ? now : null),
        consentAt: input.consent ? now : null,
        createdById: actorMemberId(tx),
        createdAt: now,
        updatedAt: now,
      },
    });
    if (file) await attachFile(tx, { kind: "recording", subjectId: id, fileId: file.id, audienceId });
    if (input.continues) await takeSlices(tx, id, input.continues);
    if (input.transcript !== undefined)
      await replaceTranscript(tx, id, { field: "transcript", text: input.transcript });
    if (!input.capture) await enqueue(tx, recordingReceived({ recordingId: id }));
    return announce(tx, id, "created");
  });
}

/** A clock that is ahead of ours says nothing, and neither does one that stands still. */
function earlierThan(now: Date, told: string | undefined): Date | null {
  const at = new Date(told ?? now);
  return at < now && at.getTime() > 0 ? at : null;
}

/** What it is made of: exactly one thing. Each that was sent is named. */
function requireOneWay({ uploadId, capture, transcript }: CreateRecording, file: SentFile | null): void {
  const ways = Object.entries({ file: file ?? undefined, uploadId, capture, transcript });
  const given = ways.flatMap(([path, value]) => (value === undefined ? [] : [path]));
  if (given.length === 1) return;
  const message = "Send one of a file, upload_id, capture and transcript.";
  const paths = given.length === 0 ? ["file"] : given;
  throw new AppError("INVALID", message, { errors: paths.map((path) => ({ path, message })) });
}

/** Another title, kind, language, template or readers. Narrowing takes effect at once. Emits recording.progressed, and recording.moved for the index. Audited when readers change. */
export function updateRecording(
  ctx: Ctx,
  recordingId: string,
  input: UpdateRecording,
): Promise<RecordingDto> {
  return transaction(ctx, async (tx) => {
    const row = await lockRecording(tx, recordingId);
    requireCanManageRecording(tx, row);
    const { visibility } = toRecordingDto(row);
    const isMoving = [input.visibility, input.conversationId, input.memberIds].some(
      (part) => part !== undefined,
    );
    const audienceId = isMoving ? await chooseAudience(tx, { visibility, ...input }) : row.audienceId;
    if (audienceId !== row.audienceId) await announce(tx, recordingId, "deleted"); // to those who heard it until now
    const { kind, title, language } = input;
    const chosen = await chosenBy(tx, input);
    await tx.db.recording.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: recordingId } },
      data: {
        audienceId,
        updatedAt: tx.clock.now(),
        ...(kind === undefined ? {} : { kind }),
        ...(title === undefined ? {} : { title }),
        ...(language === undefined ? {} : { language }),
        ...chosen,
      },
    });
    const subject = { type: "recording" as const, subjectId: recordingId };
    if (title !== undefined) await renameSources(tx, subject, title);
    if (audienceId !== row.audienceId) await changeReaders(tx, row, audienceId);
    return announce(tx, recordingId, "updated");
  });
}

/** Soft: gone from lists, search and answers with this transaction. Emits recording.progressed. Audited. */
export function deleteRecording(ctx: Ctx, recordingId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const row = await lockRecording(tx, recordingId);
    requireCanManageRecording(tx, row);
    await announce(tx, recordingId, "deleted");
    const now = tx.clock.now();
    await tx.db.recording.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: recordingId } },
      data: { deletedAt: now, deletedById: actorMemberId(tx), updatedAt: now },
    });
    await hideSources(tx, { type: "recording", subjectId: recordingId });
    await detachFiles(tx, { kind: "recording", subjectId: recordingId });
    await appendAudit(tx, { action: "recording.deleted", target: { kind: "recording", id: recordingId } });
  });
}

/** Brings a deleted recording back, with its readers. Emits recording.progressed. Audited. */
export function restoreRecording(ctx: Ctx, recordingId: string): Promise<RecordingDto> {
  return transaction(ctx, async (tx) => {
    const { fileId, audienceId, status } = await getDeletedRecording(tx, recordingId);
    await tx.db.recording.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: recordingId } },
      data: { deletedAt: null, deletedById: null, updatedAt: tx.clock.now() },
    });
    await showSources(tx, { type: "recording", subjectId: recordingId });
    if (fileId) await attachFile(tx, { kind: "recording", subjectId: recordingId, fileId, audienceId });
    if (status !== "processed" && !(await isWorkedOn(tx, recordingId, status)))
      await enqueue(tx, recordingReceived({ recordingId }));
    const recording = await announce(tx, recordingId, "restored");
    await appendAudit(tx, { action: "recording.restored", target: { kind: "recording", id: recordingId } });
    return recording;
  });
}

/** An engine has pieces of it: whoever sent them goes on when they are there, and nothing is paid for twice. */
async function isWorkedOn(tx: TxCtx, recordingId: string, status: string): Promise<boolean> {
  if (status !== "processing") return false;
  const since = new Date(tx.clock.now().getTime() - LONGEST_PIECE_MS);
  const { workspaceId } = tx;
  const running = { workspaceId, recordingId, status: "running", updatedAt: { gte: since } };
  return (await tx.db.recordingPiece.count({ where: running })) > 0;
}

/** No engine takes longer for ten minutes of sound. */
const LONGEST_PIECE_MS = 15 * 60_000;

/** Tries again what failed: the pieces that did, or the stage that did. Throws CONFLICT otherwise. Emits recording.progressed and recording.received. */
export function retryRecording(ctx: Ctx, recordingId: string): Promise<RecordingDto> {
  return transaction(ctx, async (tx) => {
    const row = await lockRecording(tx, recordingId);
    requireCanManageRecording(tx, row);
    if (row.status !== "failed") throw new AppError("CONFLICT", "Only what failed can be tried again.");
    const { workspaceId } = tx;
    await tx.db.recordingPiece.updateMany({
      where: { workspaceId, recordingId, status: "failed" },
      data: { status: "waiting", error: null, updatedAt: tx.clock.now() },
    });
    await tx.db.recording.update({
      where: { workspaceId_id: { workspaceId, id: recordingId } },
      data: { status: "pending", error: null, updatedAt: tx.clock.now() },
    });
    await enqueue(tx, recordingReceived({ recordingId }));
    return announce(tx, recordingId, "progressed");
  });
}

type Brought = { id: string; name: string };

/** The file, whose bytes are looked at before anything is kept of them where they came with the request. */
async function bring(
  ctx: Ctx,
  { uploadId }: CreateRecording,
  sent: SentFile | null,
): Promise<Brought | null> {
  if (uploadId) return completeUpload(ctx, uploadId, {});
  if (!sent) return null;
  const { bytes } = sent;
  const { contentType } = await ctx.audio.inspect({
    sizeBytes: bytes.byteLength,
    read: async (start, end) => bytes.subarray(start, end),
  });
  return keepAudio(ctx, { name: sent.name, contentType, body: bytes, createdById: actorMemberId(ctx) });
}

/** The file and the passages change readers here; the postings follow in a job. */
async function changeReaders(tx: TxCtx, row: RecordingRow, audienceId: string): Promise<void> {
  const recordingId = row.id;
  await detachFiles(tx, { kind: "recording", subjectId: recordingId });
  if (row.fileId)
    await attachFile(tx, { kind: "recording", subjectId: recordingId, fileId: row.fileId, audienceId });
  await moveSources(tx, { type: "recording", subjectId: recordingId }, audienceId);
  await enqueue(tx, recordingMoved({ recordingId }));
  const after = toRecordingDto(await getRecording(tx, recordingId));
  const readers = ({ visibility, conversationId, memberIds }: RecordingDto) => ({
    visibility,
    conversationId,
    memberIds,
  });
  await appendAudit(tx, {
    action: "recording.shared",
    target: { kind: "recording", id: recordingId },
    before: readers(toRecordingDto(row)),
    after: readers(after),
  });
}

/** Puts a transcript made elsewhere in place of the one that is there, which is kept. Emits recording.progressed and recording.revised. Exempt from audit: nothing is lost. */
export function importTranscript(ctx: Ctx, recordingId: string, text: string): Promise<RecordingDto> {
  return transaction(ctx, async (tx) => {
    const row = await lockRecording(tx, recordingId);
    requireCanEditRecordings(tx);
    requireCanManageRecording(tx, row);
    await replaceTranscript(tx, recordingId, { field: "text", text });
    // Nothing waits any more for an engine: the work goes on where it stood.
    if (row.waitingFor) await progressTo(tx, recordingId, { status: "processing", waitingFor: null });
    const goesOn = row.waitingFor !== null || !row.fileId;
    await enqueue(tx, goesOn ? recordingReceived({ recordingId }) : recordingRevised({ recordingId }));
    return announce(tx, recordingId, "transcript");
  });
}
