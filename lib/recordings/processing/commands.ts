import type { AudioSource } from "@/lib/adapters/audio/port";
import { isAppError } from "@/lib/core/errors";
import { type Ctx, read, type TxCtx, transaction } from "@/lib/ctx";
import { correctMediaType } from "@/lib/files/kept/commands";
import { enqueue } from "@/lib/outbox";
import { addressesAssistants } from "@/lib/sources/instructions/rules";
import { openSource, publishSource, purgePassages, putPassages } from "@/lib/sources/passages/commands";
import { lockRecording, progressTo } from "../announcing/commands";
import { envelopeMeter, planCuts, waveform } from "../audio/rules";
import { recordingReceived } from "../events";
import { listNotesAsSaid } from "../notes/queries";
import { getRecording, type RecordingRow } from "../queries";
import { groupSaid, hasReached } from "../rules";
import { isImported, listShown } from "../transcripts/queries";

/**
 * The stages of a recording, each a step of a job. Every one may be repeated, and does nothing once the recording was deleted; what an earlier
 * one made is never removed by a later one. All emit recording.progressed to its readers. Exempt from audit: they derive.
 */

/** So much is measured with one step: a minute or two of work, whatever the format. */
const WINDOW_MS = 30 * 60_000;
const BARS = 1_000;

/** `wantsWords`: nobody has brought a transcript, so an engine makes one. */
export type Plan = { windows: number; wantsWords: boolean };

/** What the audio is and how many windows it has. Null when there is nothing to go on with: it was deleted, or is no audio, and says so. */
export async function inspectRecording(ctx: Ctx, recordingId: string): Promise<Plan | null> {
  const row = await find(ctx, recordingId);
  if (!row || row.stage === "capturing") return null;
  const hasText = row._count.segments > 0 || row._count.notes > 0;
  const file = await fileOf(ctx, row);
  if (!file) {
    if (hasText) return { windows: 0, wantsWords: false };
    await failRecording(ctx, recordingId, "There is no audio in this recording.");
    return null;
  }
  const wantsWords = !(await read(ctx, (tx) => isImported(tx, recordingId)));
  if (hasReached(row.stage, "inspected") && row.durationMs !== null)
    return { ...planOf(row.durationMs), wantsWords };
  try {
    const { durationMs, contentType, madeAt } = await ctx.audio.inspect(sourceOf(ctx, file));
    await transaction(ctx, async (tx) => {
      if (file.mediaType !== contentType) await correctMediaType(tx, file.id, contentType);
      await progressTo(tx, recordingId, {
        status: "processing",
        stage: "inspected",
        durationMs,
        progress: 5,
        error: null,
        ...(madeAt && !row.recordedAt ? { recordedAt: madeAt } : {}),
      });
    });
    return { ...planOf(durationMs), wantsWords };
  } catch (error) {
    if (!isAppError(error, "INVALID")) throw error;
    await failRecording(ctx, recordingId, error.message);
    return null;
  }
}

/** Measures a window of the sound. Nothing is measured twice. */
export async function surveyRecording(ctx: Ctx, recordingId: string, index: number): Promise<void> {
  const { workspaceId } = ctx;
  const row = await find(ctx, recordingId);
  const file = row && (await fileOf(ctx, row));
  if (!row || !file || row.durationMs === null) return;
  const known = await read(ctx, (tx) =>
    tx.db.recordingSurvey.count({ where: { workspaceId, recordingId, index } }),
  );
  if (known > 0) return;
  const [startMs, endMs] = [index * WINDOW_MS, Math.min(row.durationMs, (index + 1) * WINDOW_MS)];
  const meter = envelopeMeter(startMs, endMs);
  for await (const block of ctx.audio.decode(sourceOf(ctx, file), { startMs, endMs })) meter.add(block);
  const { levels, peaks } = meter.finish();
  await transaction(ctx, async (tx) => {
    await tx.db.recordingSurvey.createMany({
      data: [
        { workspaceId, recordingId, index, levels: new Uint8Array(levels), peaks: new Uint8Array(peaks) },
      ],
      skipDuplicates: true,
    });
    const { windows } = planOf(row.durationMs ?? 0);
    await progressTo(tx, recordingId, { progress: 5 + Math.round((10 * (index + 1)) / windows) });
  });
}

/** Plans the pieces and draws the waveform. Answers how many pieces there are; the plan of a recording never changes. */
export async function cutRecording(ctx: Ctx, recordingId: string): Promise<number> {
  const row = await find(ctx, recordingId);
  if (!row || row.durationMs === null) return 0;
  const { workspaceId } = ctx;
  const { durationMs } = row;
  return transaction(ctx, async (tx) => {
    const envelope = await envelopeOf(tx, recordingId);
    const pieces = planCuts(envelope.levels, durationMs);
    const now = tx.clock.now();
    await tx.db.recordingPiece.createMany({
      data: pieces.map((piece) => ({ workspaceId, recordingId, ...piece, updatedAt: now })),
      skipDuplicates: true,
    });
    if (!hasReached(row.stage, "cut"))
      await progressTo(tx, recordingId, {
        stage: "cut",
        progress: 15,
        waveform: Uint8Array.from(waveform(envelope.peaks, BARS)),
      });
    return tx.db.recordingPiece.count({ where: { workspaceId, recordingId } });
  });
}

/** The measurements of all windows as one. */
export async function envelopeOf(tx: TxCtx, recordingId: string) {
  const surveys = await tx.db.recordingSurvey.findMany({
    where: { workspaceId: tx.workspaceId, recordingId },
    orderBy: { index: "asc" },
  });
  return {
    levels: new Uint8Array(Buffer.concat(surveys.map(({ levels }) => levels))),
    peaks: new Uint8Array(Buffer.concat(surveys.map(({ peaks }) => peaks))),
  };
}

/** `unneeded`: somebody brought a transcript meanwhile. */
export type Engine = "there" | "awaited" | "unneeded";

/** Whether there is an engine; where there is none, the recording says that it waits for one, and is heard meanwhile. Throws NOT_FOUND. */
export function awaitEngine(ctx: Ctx, recordingId: string): Promise<Engine> {
  return transaction(ctx, async (tx) => {
    await lockRecording(tx, recordingId); // who brings a transcript comes before, or finds it waiting
    if (await isImported(tx, recordingId)) return "unneeded";
    const isThere = tx.transcription.engine() !== null;
    await progressTo(
      tx,
      recordingId,
      isThere ? { status: "processing", waitingFor: null } : { status: "pending", waitingFor: "engine" },
    );
    return isThere ? "there" : "awaited";
  });
}

/** Goes on with what waits for an engine, once there is one. Answers how many recordings that were. Emits recording.received. */
export async function resumeWaiting(ctx: Ctx): Promise<number> {
  if (!ctx.transcription.engine()) return 0;
  return transaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    const rows = await tx.db.recording.findMany({
      where: { workspaceId, waitingFor: "engine", status: "pending", deletedAt: null },
      select: { id: true },
      take: AT_ONCE,
    });
    for (const { id } of rows) {
      await progressTo(tx, id, { waitingFor: null });
      await enqueue(tx, recordingReceived({ recordingId: id }));
    }
    return rows.length;
  });
}

const AT_ONCE = 50;

/** Makes what was said, or what was noted, findable to the second. The version before answers until this one is whole. */
export async function indexRecording(ctx: Ctx, recordingId: string): Promise<void> {
  if (!(await find(ctx, recordingId))) return;
  const said = await read(ctx, (tx) => listShown(tx, recordingId));
  const notes = await read(ctx, (tx) => listNotesAsSaid(tx, recordingId));
  const groups = [...groupSaid(said), ...notes.map(({ startMs, endMs, text }) => ({ startMs, endMs, text }))];
  // Where all of it was taken away, an empty version takes the place of the last one.
  if (groups.length === 0 && !(await isIndexed(ctx, recordingId))) return;
  const sourceId = await openNext(ctx, recordingId);
  if (!sourceId) return;
  for (let from = 0; from < groups.length; from += PASSAGES_AT_ONCE) {
    const some = groups.slice(from, from + PASSAGES_AT_ONCE).map(({ startMs, endMs, text }, at) => ({
      ordinal: from + at + 1,
      anchor: { kind: "time" as const, startMs, endMs },
      text,
      heading: null,
      language: null,
      isInstruction: addressesAssistants(text),
    }));
    await putPassages(ctx, sourceId, some);
  }
  await publishSource(ctx, sourceId);
  while (
    (await purgePassages(ctx, { type: "recording", subjectId: recordingId, isGone: false })) ===
    PASSAGES_AT_ONCE
  );
}

const PASSAGES_AT_ONCE = 200;

/** The next version, for the readers of now: its row is locked until their change finds it. Null for a recording that was deleted meanwhile. */
function openNext(ctx: Ctx, recordingId: string): Promise<string | null> {
  const opened = transaction(ctx, async (tx) => {
    const { title, audienceId, createdAt, revision } = await lockRecording(tx, recordingId);
    const version = await nextVersion(tx, recordingId, revision);
    return openSource(tx, {
      type: "recording",
      subjectId: recordingId,
      version,
      title,
      audienceId,
      createdAt,
    });
  });
  return opened.catch(nullWhereGone);
}

/** Versions of the index count on: notes change it too, which are no revision of the transcript. */
async function nextVersion(tx: TxCtx, recordingId: string, revision: number): Promise<number> {
  const last = await tx.db.source.findFirst({
    where: { workspaceId: tx.workspaceId, type: "recording", subjectId: recordingId },
    orderBy: { version: "desc" },
    select: { version: true },
  });
  return Math.max(revision, (last?.version ?? 0) + 1);
}

async function isIndexed(ctx: Ctx, recordingId: string): Promise<boolean> {
  const where = { workspaceId: ctx.workspaceId, type: "recording", subjectId: recordingId };
  return (await read(ctx, (tx) => tx.db.source.count({ where }))) > 0;
}

/** Ends the work with the reason, in a sentence for people. */
export async function failRecording(ctx: Ctx, recordingId: string, error: string): Promise<void> {
  await progressTo(ctx, recordingId, { status: "failed", error, waitingFor: null });
}

/** Null for one that was deleted. */
async function find(ctx: Ctx, recordingId: string): Promise<RecordingRow | null> {
  return read(ctx, (tx) => getRecording(tx, recordingId)).catch(nullWhereGone);
}

function nullWhereGone(error: unknown): null {
  if (isAppError(error, "NOT_FOUND")) return null;
  throw error;
}

function planOf(durationMs: number): { windows: number } {
  return { windows: Math.ceil(durationMs / WINDOW_MS) };
}

type Kept = { id: string; blobPath: string; sizeBytes: number; mediaType: string };

export async function fileOf(ctx: Ctx, { fileId }: Pick<RecordingRow, "fileId">): Promise<Kept | null> {
  if (!fileId) return null;
  return read(ctx, (tx) => tx.db.file.findFirst({ where: { workspaceId: tx.workspaceId, id: fileId } }));
}

/** The bytes of a file, read from its store as they are asked for. */
export function sourceOf(ctx: Ctx, { blobPath, sizeBytes }: Kept): AudioSource {
  return {
    sizeBytes,
    async read(start, end) {
      const blob = await ctx.blob.get(blobPath, { start, endInclusive: end - 1 });
      if (!blob) throw new Error("The audio of a recording is not where it was kept.");
      return new Uint8Array(await new Response(blob.body).arrayBuffer());
    },
  };
}
