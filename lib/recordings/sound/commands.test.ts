import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DAY, HOUR, manualClock } from "@/lib/core/clock";
import { type Ctx, read } from "@/lib/ctx";
import { serveFile } from "@/lib/files/queries";
import { findReader } from "@/lib/sources/audiences/queries";
import { searchPassages } from "@/lib/sources/queries";
import { updateWorkspace } from "@/lib/workspaces/commands";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { keepFile } from "@/tests/support/library";
import { workOn } from "@/tests/support/recordings";
import { completeCapture, putSlice } from "../capture/commands";
import { sweepCaptures } from "../capture/sweeping/commands";
import { createRecording, deleteRecording, importTranscript } from "../commands";
import { exportRecording } from "../exports/queries";
import { createNote } from "../notes/commands";
import { createShareLink } from "../sharing/commands";
import { describeRecording } from "../whole/queries";
import { deleteSound, eraseSound } from "./commands";
import { deleteDueSound, eraseLeftSound } from "./retention/commands";
import { countOlderSound } from "./retention/queries";

const SOUND = readFileSync(join(import.meta.dirname, "../../../tests/fixtures/audio/say.opus"));
const TRANSCRIPT = `[0:00] Ana: Good morning.
[0:01] Ben: We move the launch by one week because the battery certificate comes on Thursday.`;

let all: Cast;
const clock = manualClock(new Date("2026-03-02T09:00:00Z"));
beforeAll(async () => {
  all = await cast({ clock });
});
beforeEach(async () => {
  await all.recorded.settled();
  all.recorded.clear();
});
afterAll(() => all.db.drop());

const ctx = (person: CastMember): Ctx => all.ctxOf(person);
const system = (person = all.ana): Ctx => ({
  ...ctx(person),
  actor: { kind: "system", reason: "sound retention" },
});

/** With sound, a transcript and a report. */
async function keep(by = all.ana) {
  const sent = { name: "say.opus", bytes: SOUND };
  const { recordingId, fileId } = await createRecording(ctx(by), { title: "Stand-up" }, sent);
  await workOn(ctx(by), recordingId);
  await importTranscript(ctx(by), recordingId, TRANSCRIPT);
  await workOn(ctx(by), recordingId);
  return { recordingId, fileId: fileId ?? "", path: await pathOf(fileId ?? "") };
}

async function pathOf(fileId: string): Promise<string> {
  const rows = await all.db.superuser<{ blobPath: string }>(`select "blobPath" from "File" where id = $1`, [
    fileId,
  ]);
  return rows[0]?.blobPath ?? "";
}

const isStored = async (path: string) => (await all.recorded.blob.head(path)) !== null;
const whole = (recordingId: string, by = all.ana) =>
  read(ctx(by), (tx) => describeRecording(tx, recordingId));
const serve = (by: CastMember, fileId: string) =>
  serveFile(ctx(by), fileId, { range: null, ifNoneMatch: null, isDownload: false });
const audited = async () =>
  (
    await all.db.superuser<{ actorName: string; after: unknown }>(
      `select "actorName", after from "AuditEntry" where action = 'recording.audio_deleted' order by seq`,
    )
  ).map(({ actorName, after }) => [actorName, after]);

describe("the sound alone is deleted", () => {
  test("nobody hears it from then on, what was written down stays and is found, and a job erases the bytes", async () => {
    const { recordingId, fileId, path } = await keep(all.mia);
    const before = await audited();
    await deleteSound(ctx(all.ben), recordingId);
    for (const person of [all.mia, all.ben])
      await expect(serve(person, fileId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await all.recorded.settled();
    expect(all.recorded.jobs.map(({ name }) => name)).toContain("recording.sound_deleted");
    expect(await isStored(path)).toBe(true);
    await eraseSound(system(), recordingId);
    expect(await isStored(path)).toBe(false);
    expect(await all.db.superuser(`select 1 from "File" where id = $1`, [fileId])).toEqual([]);

    const after = await whole(recordingId, all.cleo);
    expect(after).toMatchObject({
      fileId: null,
      status: "processed",
      hasTranscript: true,
      hasReport: true,
      soundDeleted: { at: clock.now().toISOString(), by: "Ben" },
      soundUntil: null,
    });
    const found = await read(ctx(all.cleo), async (tx) => {
      const readers = await findReader(tx, all.cleo.memberId);
      const asked = { question: "battery certificate", readers, questionId: null, limit: 9 };
      return (await searchPassages(tx, asked)).passages.filter(({ sourceId }) => sourceId === recordingId);
    });
    expect(found).toHaveLength(1);
    for (const format of ["md", "docx", "srt", "vtt", "json"] as const)
      expect((await exportRecording(ctx(all.cleo), recordingId, format)).status).toBe(200);

    // Again, nothing happens; nor does the job mind to come twice.
    await deleteSound(ctx(all.ben), recordingId);
    await eraseSound(system(), recordingId);
    expect((await audited()).slice(before.length)).toEqual([["Ben", null]]);
  });

  test("by those who manage the recording, and not while it is worked on or where there is none", async () => {
    const { recordingId } = await keep(all.mia);
    await expect(deleteSound(ctx(all.cleo), recordingId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(deleteSound(ctx(all.gus), recordingId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await all.db.superuser(`update "Recording" set status = 'processing' where id = $1`, [recordingId]);
    await expect(deleteSound(ctx(all.mia), recordingId)).rejects.toMatchObject({ code: "CONFLICT" });
    const silent = await createRecording(ctx(all.ana), { transcript: TRANSCRIPT });
    await workOn(ctx(all.ana), silent.recordingId);
    await expect(deleteSound(ctx(all.ana), silent.recordingId)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("one that waits for an engine waits no more", async () => {
    const sent = { name: "say.opus", bytes: SOUND };
    const { recordingId } = await createRecording(ctx(all.ana), {}, sent);
    await all.db.superuser(`update "Recording" set "waitingFor" = 'engine' where id = $1`, [recordingId]);
    await deleteSound(ctx(all.ana), recordingId);
    expect(await whole(recordingId)).toMatchObject({ status: "processed", waitingFor: null, fileId: null });
  });

  test("bytes that another recording is made of too stay with that one", async () => {
    const file = await keepFile(ctx(all.ana), "meeting.opus", SOUND);
    const [upload] = await all.db.superuser<{ id: string }>(`select id from "Upload" where "fileId" = $1`, [
      file.id,
    ]);
    const made = await Promise.all(
      ["One", "Two"].map((title) => createRecording(ctx(all.ana), { title, uploadId: upload?.id ?? "" })),
    );
    const [one, two] = made.map(({ recordingId }) => recordingId);
    for (const id of [one, two]) await workOn(ctx(all.ana), id ?? "");
    await all.db.superuser(`update "Recording" set "waitingFor" = 'engine' where "fileId" = $1`, [file.id]);
    await deleteSound(ctx(all.ana), one ?? "");
    await eraseSound(system(), one ?? "");
    expect((await serve(all.cleo, file.id)).status).toBe(200);
    await deleteRecording(ctx(all.ana), two ?? "");
    await eraseSound(system(), one ?? "");
    expect(await isStored(await pathOf(file.id))).toBe(true);
  });

  test("what a recorder sent and nobody could join is erased with it", async () => {
    const { recordingId } = await createRecording(ctx(all.ana), { capture: true });
    await putSlice(ctx(all.ana), recordingId, 0, Buffer.from("no sound at all"));
    const [slice] = await all.db.superuser<{ blobPath: string }>(
      `select "blobPath" from "RecordingSlice" where "recordingId" = $1`,
      [recordingId],
    );
    await completeCapture(ctx(all.ana), recordingId, { slices: 1 });
    await all.db.superuser(`update "Recording" set status = 'failed' where id = $1`, [recordingId]);
    await deleteSound(ctx(all.ana), recordingId);
    await eraseSound(system(), recordingId);
    expect(await isStored(slice?.blobPath ?? "")).toBe(false);
    expect(await whole(recordingId)).toMatchObject({ slices: [], soundDeleted: { by: "Ana" } });
  });
});

describe("a workspace keeps sound only so long", () => {
  test("what is due goes, in its own time, once, and in no other workspace", async () => {
    const [old, deleted, theirs] = [await keep(), await keep(), await keep(all.gus)];
    await deleteRecording(ctx(all.ana), deleted.recordingId);
    clock.advance(20 * DAY);
    const young = await keep();
    expect(await deleteDueSound(system())).toBe(0);
    expect(await whole(young.recordingId)).toMatchObject({ soundUntil: null });

    await updateWorkspace(ctx(all.ben), { soundDays: 30 });
    const until = new Date(clock.now().getTime() + 30 * DAY).toISOString();
    expect(await whole(young.recordingId)).toMatchObject({ soundUntil: until });
    const others = await read(ctx(all.ana), countOlderSound);
    expect(others).toContainEqual({ days: 30, recordings: 0 });
    expect(await deleteDueSound(system())).toBe(0);

    clock.advance(10 * DAY + HOUR);
    const known = await audited();
    expect(await deleteDueSound(system())).toBeGreaterThanOrEqual(2);
    expect(await deleteDueSound(system())).toBe(0);
    expect((await audited()).slice(known.length)).toContainEqual(["sound retention", { keptDays: 30 }]);
    expect(await whole(old.recordingId)).toMatchObject({
      fileId: null,
      soundDeleted: { by: null },
      hasReport: true,
    });
    expect(await whole(young.recordingId)).toMatchObject({ fileId: young.fileId });
    expect((await serve(all.gus, theirs.fileId)).status).toBe(200);

    // Their jobs were lost: what is left is erased an hour later.
    await eraseLeftSound(system());
    expect(await isStored(old.path)).toBe(true);
    clock.advance(HOUR + 1);
    expect(await eraseLeftSound(system())).toBeGreaterThanOrEqual(2);
    for (const { path } of [old, deleted]) expect(await isStored(path)).toBe(false);
    expect(await isStored(young.path)).toBe(true);
    expect(await eraseLeftSound(system())).toBe(0);
  });

  test("what is worked on is left to its end, and a report that was shared stays", async () => {
    const { recordingId } = await keep();
    const chosen = { sound: true, transcript: false, expiresInDays: 30 };
    await createShareLink(ctx(all.ana), recordingId, chosen);
    clock.advance(31 * DAY);
    await all.db.superuser(`update "Recording" set status = 'processing', "updatedAt" = $2 where id = $1`, [
      recordingId,
      clock.now(),
    ]);
    await deleteDueSound(system());
    expect(await whole(recordingId)).toMatchObject({ soundDeleted: null });
    await all.db.superuser(`update "Recording" set status = 'processed' where id = $1`, [recordingId]);
    expect(await deleteDueSound(system())).toBe(1);
  });

  test("what was chosen stands in the log", async () => {
    await updateWorkspace(ctx(all.ana), { soundDays: null });
    const entries = await all.db.superuser<{ after: { soundDays?: number | null } }>(
      `select after from "AuditEntry" where action = 'workspace.updated' order by seq desc limit 1`,
    );
    expect(entries[0]?.after).toEqual({ soundDays: null });
  });
});

describe("a capture that nobody finishes", () => {
  const stageOf = async (id: string) => {
    const [row] = await all.db.superuser<{ stage: string; deletedAt: Date | null }>(
      `select stage, "deletedAt" from "Recording" where id = $1`,
      [id],
    );
    return row?.deletedAt ? "deleted" : row?.stage;
  };

  test("is worked on with what came; without anything it is deleted; one that goes on is left alone", async () => {
    const begin = async () => (await createRecording(ctx(all.mia), { capture: true })).recordingId;
    const [left, empty, noted, long] = [await begin(), await begin(), await begin(), await begin()];
    const slice = (id: string, n: number) => putSlice(ctx(all.mia), id, n, Buffer.from("a slice"));
    await slice(left, 0);
    await slice(left, 2); // the one between never came
    await createNote(ctx(all.mia), noted, { atMs: 1_000, text: "Ask for the key." });
    await slice(long, 0);
    clock.advance(DAY - HOUR);
    await slice(long, 1);
    expect(await sweepCaptures(system())).toBe(0);

    clock.advance(2 * HOUR);
    await all.recorded.settled();
    all.recorded.clear();
    expect(await sweepCaptures(system())).toBe(3);
    expect(await sweepCaptures(system())).toBe(0);
    expect(await Promise.all([left, empty, noted, long].map(stageOf))).toEqual([
      "received",
      "deleted",
      "received",
      "capturing",
    ]);
    await all.recorded.settled();
    const worked = all.recorded.jobs.filter(({ name }) => name === "recording.received");
    expect(worked.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ recording_id: left }),
      expect.objectContaining({ recording_id: noted }),
    ]);
    await expect(slice(left, 3)).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
