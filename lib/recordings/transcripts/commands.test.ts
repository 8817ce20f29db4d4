import { afterAll, beforeAll, expect, test } from "vitest";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read, transaction } from "@/lib/ctx";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { workOn } from "@/tests/support/recordings";
import { createRecording } from "../commands";
import { addTerm, removeTerm } from "../glossary/commands";
import { writeReport } from "../reports/commands";
import { getReport } from "../reports/queries";
import { putHeard, updateSegment } from "./commands";
import { joinSegment, splitSegment } from "./cutting/commands";
import { getTranscript } from "./queries";
import type { SegmentDto } from "./schema";
import { nameSpeaker } from "./speakers/commands";

const TRANSCRIPT = `[0:00] Ana: Good morning. The Heron has a problem.
[0:10] Ben: We have decided that the launch moves by one week, to Friday.
[0:20] Ben: I will call the laboratory by Friday.
[0:30] Ana: Who tells the shops about the new date?`;

let all: Cast;
beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
});
afterAll(() => all.db.drop());

const ctx = (person: CastMember): Ctx => all.ctxOf(person);
const reportOf = (id: string) => read(ctx(all.ana), (tx) => getReport(tx, id));

async function keep(): Promise<{ recordingId: string; segments: SegmentDto[] }> {
  const { recordingId } = await createRecording(ctx(all.ana), { transcript: TRANSCRIPT, title: "Stand-up" });
  await workOn(ctx(all.ana), recordingId);
  const { segments } = await read(ctx(all.ana), (tx) => getTranscript(tx, recordingId));
  return { recordingId, segments };
}

const staleIn = async (id: string) =>
  (await reportOf(id)).sections.flatMap(({ lines }) => lines.filter(({ stale }) => stale)).length;
const decisionIn = async (id: string) =>
  (await reportOf(id)).sections.find(({ kind }) => kind === "decisions")?.lines[0];
const place = (recordingId: string, segment: SegmentDto | undefined) => ({
  recordingId,
  segmentId: segment?.id ?? "",
});

test("a correction says who made it and what was there; taken back, nothing is marked any more", async () => {
  const { recordingId, segments } = await keep();
  const at = place(recordingId, segments[1]);
  const before = segments[1]?.text ?? "";
  const text = before.replace("one week", "two weeks");
  const corrected = await updateSegment(ctx(all.mia), at, { text, replaces: before });
  expect(corrected).toMatchObject({ text, correction: { by: "Mia", before } });
  expect(await staleIn(recordingId)).toBeGreaterThan(0);
  await updateSegment(ctx(all.mia), at, { text: before });
  expect(await staleIn(recordingId)).toBe(0);
});

test("of two who correct the same line, the second is told and overwrites nobody", async () => {
  const { recordingId, segments } = await keep();
  const at = place(recordingId, segments[1]);
  const replaces = segments[1]?.text ?? "";
  await updateSegment(ctx(all.mia), at, { text: "We move it by two weeks.", replaces });
  await expect(
    updateSegment(ctx(all.ben), at, { text: "We move it by three weeks.", replaces }),
  ).rejects.toMatchObject({ code: "CONFLICT" });
  const { segments: now } = await read(ctx(all.ana), (tx) => getTranscript(tx, recordingId));
  expect(now[1]?.text).toBe("We move it by two weeks.");
});

test("a line that is split and joined leaves what rests on it unmarked, and its times can be told", async () => {
  const { recordingId, segments } = await keep();
  const at = place(recordingId, segments[1]);
  const { segments: joined } = await joinSegment(ctx(all.ana), at);
  expect(joined).toHaveLength(3);
  expect(await staleIn(recordingId)).toBe(0);
  const [first, second] = [segments[1], segments[2]];
  const { segments: again } = await splitSegment(ctx(all.ana), at, {
    at: first?.text.length ?? 0,
    endMs: first?.endMs,
    startMs: second?.startMs,
  });
  const shown = ({ startMs, endMs, text }: SegmentDto) => ({ startMs, endMs, text });
  expect(again.map(shown)).toEqual(segments.map(shown));
  expect(await staleIn(recordingId)).toBe(0);
  await updateSegment(ctx(all.ana), place(recordingId, again[2]), {
    text: "I will write to the laboratory.",
  });
  expect(await staleIn(recordingId)).toBeGreaterThan(0);
});

test("who says a line is named, also when nobody knew this speaker yet; a segment of elsewhere is refused", async () => {
  const { recordingId, segments } = await keep();
  const { segments: elsewhere } = await keep();
  const named = await nameSpeaker(ctx(all.ana), recordingId, {
    name: "Cleo",
    segmentIds: [segments[3]?.id ?? ""],
  });
  const cleo = named.speakers.find(({ name }) => name === "Cleo");
  expect(named.segments[3]?.speakerId).toBe(cleo?.id);
  await expect(
    nameSpeaker(ctx(all.ana), recordingId, { name: "Cleo", segmentIds: [elsewhere[0]?.id ?? ""] }),
  ).rejects.toMatchObject({ code: "INVALID" });
  await expect(
    nameSpeaker(ctx(all.gus), recordingId, { name: "Cleo", segmentIds: [segments[0]?.id ?? ""] }),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a speaker who was named stays with the lines that an engine heard, also when more of them is heard", async () => {
  const { recordingId } = await createRecording(ctx(all.ana), { capture: true, title: "Call" });
  const heard = (startMs: number, text: string) => ({
    startMs,
    endMs: startMs + 4_000,
    text,
    noSpeech: null,
    logProbability: null,
    compression: null,
    words: [],
    hidden: null,
  });
  const hear = (...segments: ReturnType<typeof heard>[]) =>
    transaction(ctx(all.ana), (tx) => putHeard(tx, recordingId, segments, [{ startMs: 0, endMs: 20_000 }]));
  await hear(heard(0, "We move the launch."), heard(5_000, "I call the shops."));
  const said = async () => (await read(ctx(all.ana), (tx) => getTranscript(tx, recordingId))).segments;
  const [first] = await said();
  await nameSpeaker(ctx(all.ana), recordingId, { name: "Cleo", segmentIds: [first?.id ?? ""] });
  await hear(heard(0, "We move the launch."), heard(5_000, "I call the shops."), heard(10_000, "Good."));
  expect((await said()).map(({ text, speakerId }) => [text, speakerId !== null])).toEqual([
    ["We move the launch.", true],
    ["I call the shops.", false],
    ["Good.", false],
  ]);
});

test("a line that was taken out is restored from what was removed", async () => {
  const { recordingId, segments } = await keep();
  const at = place(recordingId, segments[1]);
  expect(await updateSegment(ctx(all.ana), at, { hidden: true })).toMatchObject({ hidden: "removed" });
  expect(await staleIn(recordingId)).toBeGreaterThan(0);
  expect(await updateSegment(ctx(all.ana), at, { hidden: false })).toMatchObject({ hidden: null });
  expect(await staleIn(recordingId)).toBe(0);
});

test("a marked line says what stands there today, and redone says it; the others stay as they were", async () => {
  const { recordingId, segments } = await keep();
  const before = segments[1]?.text ?? "";
  await updateSegment(ctx(all.mia), place(recordingId, segments[1]), {
    text: before.replace("one week", "two weeks"),
  });
  const marked = await decisionIn(recordingId);
  expect(marked).toMatchObject({
    quote: before,
    stale: true,
    today: before.replace("one week", "two weeks"),
  });
  const redone = await writeReport(ctx(all.ana), recordingId, { lineId: marked?.id });
  expect(redone).toMatchObject({ report: { version: 2 }, writing: null });
  expect(await decisionIn(recordingId)).toMatchObject({
    id: marked?.id,
    text: before.replace("one week", "two weeks"),
    stale: false,
    today: null,
  });
  // The summary quotes it too, and nobody asked for that line.
  expect(await staleIn(recordingId)).toBe(1);
  await expect(writeReport(ctx(all.ana), recordingId, { lineId: segments[0]?.id })).rejects.toMatchObject({
    code: "INVALID",
  });
});

test("what is said between two moments is read alone", async () => {
  const { recordingId } = await keep();
  const { segments } = await read(ctx(all.ana), (tx) =>
    getTranscript(tx, recordingId, { fromMs: 11_000, toMs: 19_000 }),
  );
  expect(segments.map(({ text }) => text)).toEqual([
    "We have decided that the launch moves by one week, to Friday.",
  ]);
});

test("names are written as the glossary says, from then on, and in this workspace alone", async () => {
  const term = await addTerm(ctx(all.mia), { heard: "the heron", written: "the Heron II" });
  expect(await addTerm(ctx(all.ana), { heard: "The heron", written: "Heron" })).toMatchObject({
    id: term.id,
  });
  const { segments } = await keep();
  expect(segments[0]?.text).toBe("Good morning. Heron has a problem.");
  await expect(removeTerm(ctx(all.gus), term.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(addTerm(ctx(all.eve), { heard: "x y", written: "z z" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await removeTerm(ctx(all.ben), term.id);
  expect((await keep()).segments[0]?.text).toBe("Good morning. The Heron has a problem.");
});
