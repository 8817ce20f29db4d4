import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { createRecording } from "@/lib/recordings/commands";
import { writeReport } from "@/lib/recordings/reports/commands";
import { getReport } from "@/lib/recordings/reports/queries";
import type { ReportLineDto } from "@/lib/recordings/reports/schema";
import { updateSegment } from "@/lib/recordings/transcripts/commands";
import { stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { topics } from "@/tests/support/ports";
import { workOn } from "@/tests/support/recordings";
import { createTask, deleteTask, restoreTask, updateTask } from "../commands";
import { dismissSuggestion, restoreSuggestion } from "./commands";
import { listSuggestions } from "./queries";

const TRANSCRIPT = `[0:00] Ana: Good morning. The Heron has a problem.
[0:10] Ben: I will call the laboratory by Friday.
[0:20] Cleo: I will send the shifted invitations tomorrow morning.
[0:30] Ben: I will call the laboratory by Friday.`;

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

async function record(visibility: "workspace" | "private" = "workspace", transcript = TRANSCRIPT) {
  const { recordingId } = await createRecording(ctx(all.ana), { transcript, title: "Call", visibility });
  await workOn(ctx(all.ana), recordingId);
  return { recordingId, lines: await linesOf(recordingId) };
}

async function linesOf(recordingId: string): Promise<ReportLineDto[]> {
  const report = await read(ctx(all.ana), (tx) => getReport(tx, recordingId));
  const lines = report.sections.flatMap(({ kind, lines }) => (kind === "action_items" ? lines : []));
  expect(lines.length, "the premise: there are action items").toBeGreaterThanOrEqual(2);
  return lines;
}

/** What became of each line, in the order of the report. */
async function stand(recordingId: string, by = all.ana) {
  const items = await read(ctx(by), (tx) => listSuggestions(tx, recordingId));
  return items.map(({ tasks, dismissed }) =>
    tasks.length > 0 ? tasks.map(({ id }) => id) : dismissed ? `dismissed by ${dismissed.by}` : "suggested",
  );
}

function accept(recordingId: string, line: ReportLineDto | undefined, by = all.ana) {
  const { text = "", quote = "", startMs = 0 } = line ?? {};
  return createTask(ctx(by), { title: text, source: { recordingId, quote, atMs: startMs } });
}

test("a line is a task once there is one of its words, whoever made it, and suggested again when that goes", async () => {
  const { recordingId, lines } = await record();
  const rest = lines.slice(1).map(() => "suggested");
  expect(await stand(recordingId)).toEqual(["suggested", ...rest]);
  const { id } = await accept(recordingId, lines[0], all.mia);
  for (const person of [all.ana, all.cleo]) expect(await stand(recordingId, person)).toEqual([[id], ...rest]);
  await updateTask(ctx(all.mia), id, { done: true, title: "Ring them up" });
  expect(await stand(recordingId)).toEqual([[id], ...rest]);
  await deleteTask(ctx(all.mia), id);
  expect(await stand(recordingId)).toEqual(["suggested", ...rest]);
  await restoreTask(ctx(all.mia), id);
  expect(await stand(recordingId)).toEqual([[id], ...rest]);
  await writeReport(ctx(all.ana), recordingId, {});
  expect(await stand(recordingId)).toEqual([[id], ...rest]);
});

test("of words that were said twice the task stands where they were accepted", async () => {
  const { recordingId } = await record();
  const source = { recordingId, quote: "I will call the laboratory by Friday." };
  const [first, second] = [
    await createTask(ctx(all.ana), { title: "First", source }),
    await createTask(ctx(all.ana), { title: "Second", source: { ...source, atMs: 30_000 } }),
  ];
  expect([first.source?.anchor, second.source?.anchor]).toMatchObject([
    { startMs: 10_000 },
    { startMs: 30_000 },
  ]);
});

test("a line and its task stay together while its words are corrected", async () => {
  const { recordingId, lines } = await record();
  const [line] = lines;
  const { id } = await accept(recordingId, line);
  const place = { recordingId, segmentId: line?.segmentIds[0] ?? "" };
  await updateSegment(ctx(all.ana), place, { text: "I will call the observatory by Friday." });
  const [stale] = await linesOf(recordingId);
  expect(stale, "the premise: the line is marked").toMatchObject({ stale: true });
  expect((await stand(recordingId))[0]).toEqual([id]);
  await writeReport(ctx(all.ana), recordingId, { lineId: line?.id ?? "" });
  expect((await stand(recordingId))[0]).toEqual([id]);
  await updateTask(ctx(all.ana), id, { acceptsToday: true });
  expect((await stand(recordingId))[0]).toEqual([id]);
});

test("a dismissed one stays dismissed for everybody, also in a report that is written anew, until it is brought back", async () => {
  const { recordingId, lines } = await record();
  const place = { recordingId, lineId: lines[0]?.id ?? "" };
  await Promise.all([dismissSuggestion(ctx(all.ben), place), dismissSuggestion(ctx(all.ben), place)]);
  for (const person of [all.ana, all.cleo])
    expect((await stand(recordingId, person))[0]).toBe("dismissed by Ben");
  await all.recorded.settled();
  const heard = () => all.recorded.live.filter(({ name }) => name === "recording.suggestions_changed");
  expect(heard().map((event) => event.topics)).toEqual([[topics.workspace(all.acme.id)]]);
  expect(JSON.stringify(heard())).not.toContain("laboratory");

  await writeReport(ctx(all.ana), recordingId, {});
  const [fresh] = await linesOf(recordingId);
  expect(fresh?.id, "the premise: the line is another one").not.toBe(place.lineId);
  expect((await stand(recordingId))[0]).toBe("dismissed by Ben");
  await expect(restoreSuggestion(ctx(all.ana), place)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await restoreSuggestion(ctx(all.ana), { recordingId, lineId: fresh?.id ?? "" });
  expect(await stand(recordingId)).toEqual(lines.map(() => "suggested"));
});

test("only whoever may hear the recording sees and dismisses; guests see", async () => {
  const own = await record("private");
  const place = { recordingId: own.recordingId, lineId: own.lines[0]?.id ?? "" };
  for (const stranger of [all.ben, all.eve, all.gus]) {
    await expect(stand(own.recordingId, stranger)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(dismissSuggestion(ctx(stranger), place)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(restoreSuggestion(ctx(stranger), place)).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
  const stage = await stageOf(all);
  const board = await stage.channel(all.ana, "board", "private", [all.eve]);
  const { recordingId } = await createRecording(ctx(all.ana), {
    transcript: TRANSCRIPT,
    visibility: "conversation",
    conversationId: board,
  });
  await workOn(ctx(all.ana), recordingId);
  const [line] = await linesOf(recordingId);
  const shared = { recordingId, lineId: line?.id ?? "" };
  await expect(dismissSuggestion(ctx(all.eve), shared)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await dismissSuggestion(ctx(all.ana), shared);
  expect((await stand(recordingId, all.eve))[0]).toBe("dismissed by Ana");
  await all.recorded.settled();
  const heard = all.recorded.live.filter(({ name }) => name === "recording.suggestions_changed");
  expect(heard.flatMap((event) => event.topics)).toEqual([topics.conversation(board)]);
});
