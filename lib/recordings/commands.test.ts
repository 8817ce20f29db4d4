import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isAppError } from "@/lib/core/errors";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, type Role, read, transaction } from "@/lib/ctx";
import { serveFile } from "@/lib/files/queries";
import { findReader } from "@/lib/sources/audiences/queries";
import { searchPassages } from "@/lib/sources/queries";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { topics } from "@/tests/support/ports";
import { workOn } from "@/tests/support/recordings";
import {
  createRecording,
  deleteRecording,
  importTranscript,
  restoreRecording,
  updateRecording,
} from "./commands";
import { exportRecording } from "./exports/queries";
import { followRecording } from "./following/queries";
import { createNote, deleteNote } from "./notes/commands";
import { stitchPieces } from "./pieces/commands";
import { awaitEngine, indexRecording, inspectRecording } from "./processing/commands";
import { endRecording } from "./processing/ending/commands";
import { listRecordings } from "./queries";
import { beginReport, writeReport } from "./reports/commands";
import { updateLine } from "./reports/lines/commands";
import { findReport, getReport } from "./reports/queries";
import type { ReportDto } from "./reports/schema";
import { canImportTranscript } from "./rules";
import type { CreateRecording } from "./schema";
import { getStatistics } from "./statistics/queries";
import { putHeard, updateSegment } from "./transcripts/commands";
import { joinSegment, splitSegment } from "./transcripts/cutting/commands";
import { getTranscript } from "./transcripts/queries";
import { restoreTranscript } from "./transcripts/replacing/commands";
import { updateSpeaker } from "./transcripts/speakers/commands";
import { describeRecording } from "./whole/queries";

const TRANSCRIPT = `[0:00] Ana: Good morning. The Heron has a problem.
[0:10] Ben: We move the launch by one week because the battery certificate comes on Thursday.
[0:20] Ben: I will call the laboratory by Friday.
[0:30] Ana: Who tells the shops about the new date?`;

let all: Cast;
beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
});
beforeEach(async () => {
  await all.recorded.settled();
  all.recorded.clear();
});
afterAll(() => all.db.drop());

const ctx = (person: CastMember): Ctx => all.ctxOf(person);

const system = (): Ctx => ({ ...ctx(all.ana), actor: { kind: "system", reason: "test" } });

async function keep(input: Partial<CreateRecording> = {}): Promise<string> {
  const { recordingId } = await createRecording(ctx(all.ana), {
    transcript: TRANSCRIPT,
    title: "Stand-up",
    ...input,
  });
  await workOn(ctx(all.ana), recordingId);
  return recordingId;
}

const listedBy = async (person: CastMember) => {
  const { items } = await read(ctx(person), (tx) => listRecordings(tx, { deleted: "false", limit: 100 }));
  return items.map(({ recordingId }) => recordingId);
};
const foundBy = (person: CastMember, recordingId: string) =>
  read(ctx(person), async (tx) => {
    const readers = await findReader(tx, person.memberId);
    const { passages } = await searchPassages(tx, {
      question: "battery certificate",
      readers,
      questionId: null,
      limit: 9,
    });
    return passages.filter(({ sourceId }) => sourceId === recordingId).length;
  });
const transcriptOf = (recordingId: string) => read(ctx(all.ana), (tx) => getTranscript(tx, recordingId));

describe("who may hear a recording", () => {
  test("of the workspace: its members, no guests, no strangers", async () => {
    const id = await keep();
    for (const person of [all.ana, all.mia, all.cleo]) expect(await listedBy(person)).toContain(id);
    for (const person of [all.eve, all.gus]) {
      expect(await listedBy(person)).not.toContain(id);
      await expect(read(ctx(person), (tx) => describeRecording(tx, id))).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    }
  });

  test("of a few: they alone, in lists, search and on the wire", async () => {
    const id = await keep({ visibility: "private", memberIds: [all.ben.memberId] });
    await all.recorded.settled();
    expect(await foundBy(all.ben, id)).toBe(1);
    expect(await foundBy(all.mia, id)).toBe(0);
    expect(await listedBy(all.cleo)).not.toContain(id);
    const heard = all.recorded.live.filter(({ name }) => name === "recording.progressed");
    expect(heard.length).toBeGreaterThan(0);
    expect(new Set(heard.flatMap((event) => event.topics))).toEqual(
      new Set([topics.member(all.ana.memberId), topics.member(all.ben.memberId)]),
    );
    expect(JSON.stringify(heard)).not.toContain("Stand-up");
  });

  test("narrowing takes effect at once, and is audited", async () => {
    const id = await keep();
    expect(await foundBy(all.mia, id)).toBe(1);
    await updateRecording(ctx(all.ana), id, { visibility: "private" });
    expect(await foundBy(all.mia, id)).toBe(0);
    expect(await listedBy(all.mia)).not.toContain(id);
    const audited = await all.db.superuser(`select 1 from "AuditEntry" where action = 'recording.shared'`);
    expect(audited).toHaveLength(1);
  });

  test("guests bring none, and members change only their own", async () => {
    await expect(createRecording(ctx(all.eve), { capture: true })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const id = await keep();
    await expect(updateRecording(ctx(all.mia), id, { title: "Mine" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(importTranscript(ctx(all.mia), id, "Ana: Hello.")).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const brought = { kind: "meeting", createdById: all.ana.memberId };
    const offered = (role: Role, person: CastMember) =>
      canImportTranscript({ role, memberId: person.memberId }, brought);
    expect([offered("member", all.mia), offered("guest", all.eve)]).toEqual([false, false]);
    expect([offered("member", all.ana), offered("admin", all.ben)]).toEqual([true, true]);
    await expect(updateRecording(ctx(all.ben), id, { title: "Moved" })).resolves.toMatchObject({
      title: "Moved",
    });
  });
});

test("a file in the request is looked at before it is kept", async () => {
  const bytes = readFileSync(join(import.meta.dirname, "../../tests/fixtures/audio/say.mp3"));
  const recording = await createRecording(ctx(all.ana), {}, { name: "hello.wav", bytes });
  expect(recording).toMatchObject({ title: "hello", status: "pending", hasTranscript: false });
  const served = await serveFile(ctx(all.mia), recording.fileId ?? "", {
    range: "bytes=0-9",
    ifNoneMatch: null,
    isDownload: false,
  });
  expect([served.status, served.headers.get("content-type")]).toEqual([206, "audio/mpeg"]);
  for (const [sent, sentence] of [
    [new Uint8Array(), /empty/],
    [Buffer.from("Ana: hello\n".repeat(50)), /no audio/],
  ] as const)
    await expect(createRecording(ctx(all.ana), {}, { name: "x.mp3", bytes: sent })).rejects.toThrow(sentence);
  await expect(createRecording(ctx(all.ana), {})).rejects.toMatchObject({ code: "INVALID" });
});

test("two hundred tiny files at once: each is kept, or told to come again", {
  timeout: 120_000,
}, async () => {
  const bytes = readFileSync(join(import.meta.dirname, "../../tests/fixtures/audio/say.opus"));
  const before = (await all.db.superuser(`select 1 from "Recording"`)).length;
  const send = async (i: number): Promise<string> => {
    try {
      const sent = { name: `${i}.opus`, bytes };
      return (await createRecording(ctx(all.ana), { title: `Tiny ${i}` }, sent)).recordingId;
    } catch (error) {
      if (!isAppError(error, "UNAVAILABLE")) throw error;
      // Told to come again one comes a moment later, and not all at the same moment: who comes at once keeps the others out.
      await setTimeout(200 + 5 * i);
      return send(i);
    }
  };
  const made = await Promise.all(Array.from({ length: 200 }, (_, i) => send(i)));
  expect(new Set(made).size).toBe(200);
  expect(await all.db.superuser(`select 1 from "Recording"`)).toHaveLength(before + 200);
});

describe("a transcript", () => {
  test("is corrected beside the sound: its time stays, what it said is kept, and what rests on it is marked", async () => {
    const id = await keep();
    const { segments } = await transcriptOf(id);
    const segment = segments[1];
    await updateSegment(
      ctx(all.mia),
      { recordingId: id, segmentId: segment?.id ?? "" },
      {
        text: segment?.text.replace("one week", "two weeks") ?? "",
      },
    );
    const after = (await transcriptOf(id)).segments[1];
    expect(after).toMatchObject({
      startMs: segment?.startMs,
      endMs: segment?.endMs,
      text: expect.stringContaining("two weeks"),
    });
    expect(
      await all.db.superuser(`select text from "SegmentRevision" where "segmentId" = $1`, [segment?.id]),
    ).toEqual([{ text: segment?.text }]);
    const report = await read(ctx(all.ana), (tx) => getReport(tx, id));
    expect(report.stale).toBe(true);
    const stale = report.sections.flatMap(({ lines }) => lines.filter((line) => line.stale));
    expect(stale.length).toBeGreaterThan(0);
    expect(stale.every(({ quote }) => quote.includes("one week"))).toBe(true);
    const { report: again } = await writeReport(ctx(all.ana), id, {});
    expect(again).toMatchObject({ version: 2, stale: false });
    expect(JSON.stringify(again)).toContain("two weeks");
    expect(await read(ctx(all.ana), (tx) => getReport(tx, id, 1))).toMatchObject({ version: 1 });
  });

  test("is split and joined, and its speakers renamed and merged", async () => {
    const id = await keep();
    const { segments, speakers } = await transcriptOf(id);
    const place = { recordingId: id, segmentId: segments[0]?.id ?? "" };
    const split = await splitSegment(ctx(all.ana), place, { at: "Good morning.".length });
    expect(split.segments.slice(0, 2).map(({ text }) => text)).toEqual([
      "Good morning.",
      "The Heron has a problem.",
    ]);
    expect(split.segments[0]?.endMs).toBe(split.segments[1]?.startMs);
    const joined = await joinSegment(ctx(all.ana), place);
    expect(joined.segments[0]).toMatchObject({
      text: segments[0]?.text,
      startMs: segments[0]?.startMs,
      endMs: segments[0]?.endMs,
    });
    const [ana, ben] = speakers;
    const renamed = await updateSpeaker(
      ctx(all.ana),
      { recordingId: id, speakerId: ana?.id ?? "" },
      { name: "Ana Bell" },
    );
    expect(renamed.speakers.map(({ name }) => name)).toContain("Ana Bell");
    const merged = await updateSpeaker(
      ctx(all.ana),
      { recordingId: id, speakerId: ben?.id ?? "" },
      { mergeInto: ana?.id },
    );
    expect(merged.speakers).toHaveLength(1);
    expect(merged.segments.every(({ speakerId }) => speakerId === ana?.id)).toBe(true);
  });

  test("made elsewhere takes the place of the one that is there", async () => {
    const id = await keep();
    await importTranscript(ctx(all.ana), id, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Cleo>Something else.");
    expect((await transcriptOf(id)).segments.map(({ text }) => text)).toEqual(["Something else."]);
    await expect(importTranscript(ctx(all.ana), id, "WEBVTT\n")).rejects.toMatchObject({ code: "INVALID" });
  });

  test("whose place another one took is kept with its corrections, and comes back", async () => {
    const id = await keep();
    const { segments } = await transcriptOf(id);
    const [first, second] = [segments[0]?.id ?? "", segments[1]?.id ?? ""];
    await updateSegment(ctx(all.mia), { recordingId: id, segmentId: first }, { hidden: true });
    const text = "We move the launch by two weeks.";
    await updateSegment(ctx(all.mia), { recordingId: id, segmentId: second }, { text });
    await writeReport(ctx(all.ana), id, {});
    const before = await transcriptOf(id);
    const isStale = async () => (await read(ctx(all.ana), (tx) => getReport(tx, id))).stale;
    const staleLines = async () =>
      (await read(ctx(all.ana), (tx) => getReport(tx, id))).sections.flatMap(({ lines }) =>
        lines.filter(({ stale }) => stale),
      ).length;
    expect([before.replacedCount, await isStale()]).toEqual([0, false]);
    await expect(restoreTranscript(ctx(all.ana), id)).rejects.toMatchObject({ code: "CONFLICT" });

    await importTranscript(ctx(all.ana), id, "[0:01] Cleo: Something else.");
    const other = await transcriptOf(id);
    expect(other.segments.map((one) => one.text)).toEqual(["Something else."]);
    expect([other.speakers.map(({ name }) => name), other.replacedCount]).toEqual([["Cleo"], 3]);
    expect([await isStale(), (await staleLines()) > 0]).toEqual([true, true]);
    const gone = updateSegment(ctx(all.mia), { recordingId: id, segmentId: first }, { hidden: false });
    await expect(gone).rejects.toMatchObject({ code: "NOT_FOUND" });

    await expect(restoreTranscript(ctx(all.mia), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await restoreTranscript(ctx(all.ana), id);
    const back = await transcriptOf(id);
    expect(back).toEqual({ ...before, revision: back.revision, replacedCount: 1 });
    expect(await staleLines()).toBe(0);
    await restoreTranscript(ctx(all.ana), id);
    expect((await transcriptOf(id)).segments).toEqual(other.segments);

    await importTranscript(ctx(all.ana), id, "[0:02] Cleo: A third one.");
    const kept = (await transcriptOf(id)).segments.filter(({ hidden }) => hidden !== null);
    expect(kept.map(({ hidden }) => hidden)).toEqual(["outdated", "outdated", "outdated", "outdated"]);
  });

  test("brought while the work goes on stands alone, and nothing waits for an engine any more", async () => {
    const bytes = readFileSync(join(import.meta.dirname, "../../tests/fixtures/audio/say.opus"));
    const { recordingId: id } = await createRecording(ctx(all.ana), {}, { name: "say.opus", bytes });
    expect(await inspectRecording(system(), id)).toMatchObject({ wantsWords: true });
    await importTranscript(ctx(all.ana), id, "[0:00] Ana: We move the launch.");
    expect(await awaitEngine(system(), id)).toBe("unneeded");
    expect(await read(ctx(all.ana), (tx) => describeRecording(tx, id))).toMatchObject({ waitingFor: null });
    const heard = { startMs: 0, endMs: 3_000, text: "We move the lunch.", hidden: null, words: [] };
    const figures = { noSpeech: null, logProbability: null, compression: null };
    await transaction(system(), (tx) => putHeard(tx, id, [{ ...heard, ...figures }], []));
    const shown = async () => (await transcriptOf(id)).segments.map(({ text }) => text);
    expect(await shown()).toEqual(["We move the launch."]);
    expect(await stitchPieces(system(), id)).toBe(0);
    await restoreTranscript(ctx(all.ana), id);
    expect(await shown()).toEqual(["We move the lunch."]);
  });
});

test("a report has its tasks, and can be written anew in part", async () => {
  const id = await keep();
  const { sections } = await read(ctx(all.ana), (tx) => getReport(tx, id));
  expect(sections.find(({ kind }) => kind === "action_items")?.lines).toMatchObject([
    { owner: "Ben", due: "by Friday" },
  ]);
  const { report: part } = await writeReport(ctx(all.ana), id, { section: "decisions" });
  expect(part?.version).toBe(2);
  expect(part?.sections.map(({ kind }) => kind)).toEqual(sections.map(({ kind }) => kind));
});

test("notes are pinned, and taken away by who wrote them alone", async () => {
  const id = await keep();
  const note = await createNote(ctx(all.mia), id, { atMs: 12_000, text: "Ask the press." });
  expect(note).toMatchObject({ atMs: 12_000, createdBy: { name: "Mia" } });
  await expect(deleteNote(ctx(all.ana), { recordingId: id, noteId: note.id })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await deleteNote(ctx(all.mia), { recordingId: id, noteId: note.id });
  await expect(createNote(ctx(all.gus), id, { atMs: 0, text: "x" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

describe("notes without a transcript", () => {
  const listening = async () => {
    const bytes = readFileSync(join(import.meta.dirname, "../../tests/fixtures/audio/say.opus"));
    const { recordingId } = await createRecording(ctx(all.ana), {}, { name: "fair.opus", bytes });
    await awaitEngine(all.ctxOf(all.ana), recordingId);
    await endRecording(all.ctxOf(all.ana), recordingId, null);
    return recordingId;
  };
  const pin = (id: string, atMs: number, text: string) => createNote(ctx(all.mia), id, { atMs, text });
  const reportOf = (id: string) => read(ctx(all.ana), (tx) => findReport(tx, id));
  const linesOf = (report: ReportDto | null) =>
    report?.sections.find(({ kind }) => kind === "summary")?.lines ?? [];

  test("are the report by themselves, and one that nobody touched follows them", async () => {
    const id = await listening();
    expect(await reportOf(id), "the premise: the work ended without one").toBeNull();
    await pin(id, 500, "");
    expect(await reportOf(id)).toBeNull();
    const call = await pin(id, 2_000, "I will call the city gardens.");
    const first = await reportOf(id);
    await pin(id, 1_000, "The stage stands in the north.");
    const report = await reportOf(id);
    expect(report).toMatchObject({ version: 1, stale: false, engine: "quotes" });
    expect(linesOf(report).map(({ text }) => text)).toEqual([
      "The stage stands in the north.",
      "I will call the city gardens.",
    ]);
    expect(linesOf(report)[1]?.id).toBe(linesOf(first)[0]?.id);
    expect(report?.sections.find(({ kind }) => kind === "action_items")?.lines).toHaveLength(1);
    await deleteNote(ctx(all.mia), { recordingId: id, noteId: call.id });
    expect(linesOf(await reportOf(id)).map(({ text }) => text)).toEqual(["The stage stands in the north."]);
  });

  test("are found while they are there: of the last one that was taken away nothing is left", async () => {
    const id = await listening();
    const note = await pin(id, 1_000, "The battery certificate comes on Thursday.");
    await indexRecording(system(), id);
    expect(await foundBy(all.mia, id)).toBe(1);
    await deleteNote(ctx(all.mia), { recordingId: id, noteId: note.id });
    await indexRecording(system(), id);
    expect([await foundBy(all.mia, id), await reportOf(id)]).toEqual([0, null]);
  });

  test("leave a report that somebody edited as it is, and mark it, until it is written anew", async () => {
    const id = await listening();
    const note = await pin(id, 1_000, "The stage stands in the north.");
    const lineId = linesOf(await reportOf(id))[0]?.id ?? "";
    await updateLine(ctx(all.ben), { recordingId: id, lineId }, { text: "Stage: north." });
    await pin(id, 2_000, "I will call the city gardens.");
    expect(await reportOf(id)).toMatchObject({ version: 2, stale: true });
    expect(linesOf(await reportOf(id))).toMatchObject([{ text: "Stage: north.", stale: false }]);
    await deleteNote(ctx(all.mia), { recordingId: id, noteId: note.id });
    expect(linesOf(await reportOf(id))).toMatchObject([{ text: "Stage: north.", stale: true }]);
    await beginReport(ctx(all.ana), id);
    expect(await reportOf(id)).toMatchObject({ version: 2 });
    const { report } = await writeReport(ctx(all.ana), id, {});
    expect(report).toMatchObject({ version: 3, stale: false });
    expect(linesOf(report).map(({ text }) => text)).toEqual(["I will call the city gardens."]);
  });
});

test("who spoke how long is computed from what is shown", async () => {
  const id = await keep();
  const { speakers } = await read(ctx(all.ana), (tx) => getStatistics(tx, id));
  expect(speakers.map(({ speaker, questions }) => [speaker, questions])).toEqual([
    ["Ben", 0],
    ["Ana", 1],
  ]);
});

test("deleted it is gone at once, and comes back with its readers", async () => {
  const id = await keep();
  await deleteRecording(ctx(all.ana), id);
  expect(await listedBy(all.mia)).not.toContain(id);
  expect(await foundBy(all.mia, id)).toBe(0);
  await expect(restoreRecording(ctx(all.mia), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await restoreRecording(ctx(all.ana), id);
  expect(await foundBy(all.mia, id)).toBe(1);
});

test("undone while an engine has a piece of it, no second job sends that piece again", async () => {
  const { recordingId: id } = await createRecording(ctx(all.ana), { capture: true, title: "Call" });
  await all.db.superuser(`update "Recording" set status = 'processing', stage = 'cut' where id = $1`, [id]);
  const begun = async (ago: string) => {
    await all.db.superuser(
      `insert into "RecordingPiece" ("workspaceId", "recordingId", index, "startMs", "endMs", "cutMs", status, "updatedAt")
       values ($1, $2, 0, 0, 1000, 1000, 'running', now() - $3::interval)
       on conflict ("workspaceId", "recordingId", index) do update set "updatedAt" = excluded."updatedAt"`,
      [all.acme.id, id, ago],
    );
    all.recorded.clear();
    await deleteRecording(ctx(all.ana), id);
    await restoreRecording(ctx(all.ana), id);
    await all.recorded.settled();
    return all.recorded.jobs.filter(({ name }) => name === "recording.received").length;
  };
  expect(await begun("1 minute")).toBe(0);
  expect(await begun("1 hour")).toBe(1);
});

test("how far it is comes as a stream that ends with the work", async () => {
  const id = await keep();
  const text = await (await followRecording(ctx(all.mia), { recordingId: id })).text();
  expect(text).toMatch(/^event: recording\ndata: \{.*"status":"processed".*\}\n\n$/);
  await expect(followRecording(ctx(all.gus), { recordingId: id })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

test("leaves in every format, and says what a PDF cannot hold", async () => {
  const id = await keep();
  for (const format of ["md", "docx", "pdf", "srt", "vtt", "json"] as const) {
    const response = await exportRecording(ctx(all.mia), id, format);
    expect(response.headers.get("content-disposition")).toContain(`Stand-up.${format}`);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
  }
  await updateRecording(ctx(all.ana), id, { title: "发布会" });
  await expect(exportRecording(ctx(all.mia), id, "pdf")).rejects.toMatchObject({ code: "INVALID" });
});
