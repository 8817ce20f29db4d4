import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createBreakers } from "@/lib/adapters/breaker";
import { createModelsOf } from "@/lib/adapters/models/models";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { cancelJob } from "@/lib/jobs/commands";
import { createRecording, retryRecording } from "@/lib/recordings/commands";
import { writeReport as ask } from "@/lib/recordings/reports/commands";
import { getReport } from "@/lib/recordings/reports/queries";
import type { WriteReport } from "@/lib/recordings/reports/schema";
import { listReportVersions } from "@/lib/recordings/reports/versions/queries";
import { stopWriting } from "@/lib/recordings/reports/writing/commands";
import { sweepWritings } from "@/lib/recordings/reports/writing/sweeping/commands";
import { describeRecording } from "@/lib/recordings/whole/queries";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { type JobsWorld, startJobsWorld, until } from "@/tests/support/jobs";
import { type OpenAiWire, startOpenAiWire } from "@/tests/support/wire-openai";
import { recordEnds } from "./ends";
import { processRecording } from "./recordings";
import { writeReport } from "./reports";

/** Stretches of a transcript, each just as long as a model reads at once, that begin with what was decided there. */
const STRETCHES = ["harbor", "bridge", "market", "tunnel"];
const LENGTH = 24_000;
const opening = (place: string) => `We have decided that the ${place} opens on Sunday.`;
const TRANSCRIPT = STRETCHES.flatMap((place, at) => [
  `[${at}0:00] Ana: ${opening(place)}`,
  `[${at}0:30] Ben: ${"x".repeat(LENGTH - opening(place).length)}`,
]).join("\n");

let it: Cast;
let world: JobsWorld;
let wire: OpenAiWire;

beforeAll(async () => {
  setLogLevel("silent");
  it = await cast();
  it.ports.jobs = {
    send: async (events) => {
      for (const { name, payload, id } of events) await world.send(name, payload, id);
    },
    ping: async () => undefined,
  };
});
beforeEach(async () => {
  await useWire();
  await startWorld();
});
afterEach(async () => {
  await world.stop();
  await wire.close();
});
afterAll(() => it.db.drop());

const ctxOf = (person: CastMember): Ctx => it.ctxOf(person);

async function startWorld(): Promise<void> {
  world = await startJobsWorld({
    databaseUrl: it.db.directUrl,
    functions: (client) =>
      [processRecording, writeReport, recordEnds].map((each) =>
        each.bind({ client, ports: async () => it.ports }),
      ),
  });
}

async function useWire(): Promise<void> {
  wire = await startOpenAiWire();
  it.ports.models = await createModelsOf(
    { openai: { apiKey: "key", baseUrl: wire.baseUrl } },
    { breakers: createBreakers() },
  );
}

type Answer = Extract<Parameters<OpenAiWire["play"]>[0], (asked: never) => unknown>;
/** The stretch that a request is about. */
const stretchOf = ({ questions }: Parameters<Answer>[0]) =>
  STRETCHES.find((place) => questions.join().includes(opening(place))) ?? "none";
const decided: Answer = (asked) => {
  const place = stretchOf(asked);
  const item = {
    kind: "decisions",
    text: `The ${place} opens.`,
    quote: `decided that the ${place} opens on Sunday`,
    owner: null,
    due: null,
  };
  return { kind: "text", text: JSON.stringify({ items: [item] }) };
};
const asked = () => wire.asked.map(stretchOf);

/** A recording whose report quotes made, because no model answered yet. */
async function keep(): Promise<string> {
  const { recordingId } = await createRecording(ctxOf(it.ana), { transcript: TRANSCRIPT, title: "Works" });
  await shown(recordingId, ({ status }) => status === "processed");
  return recordingId;
}

const look = (recordingId: string, person = it.ana) =>
  read(ctxOf(person), (tx) => describeRecording(tx, recordingId));
const shown = (recordingId: string, is: (one: Awaited<ReturnType<typeof look>>) => boolean) =>
  until(async () => {
    const recording = await look(recordingId);
    return is(recording) ? recording : null;
  }, "the recording");
const written = (recordingId: string) => shown(recordingId, ({ reportWriting }) => reportWriting === null);
const reportOf = (recordingId: string) => read(ctxOf(it.ana), (tx) => getReport(tx, recordingId));
const decisionsIn = async (recordingId: string) =>
  (await reportOf(recordingId)).sections.flatMap(({ kind, lines }) =>
    kind === "decisions" ? lines.map(({ text }) => text) : [],
  );
const write = (recordingId: string, input: WriteReport = {}, person = it.ana) =>
  ask(ctxOf(person), recordingId, input);
const ALL = STRETCHES.map((place) => `The ${place} opens.`);

test("the first report is read window by window, each paid once, and is there when the work has ended", async () => {
  wire.play(decided);
  const recordingId = await keep();
  expect(await decisionsIn(recordingId)).toEqual(ALL);
  expect(asked().toSorted()).toEqual(STRETCHES.toSorted());
  const spent = await it.db.superuser(
    `select status, "memberId" from "UsageEntry" where purpose = 'report' and "workspaceId" = $1`,
    [it.acme.id],
  );
  expect(spent).toEqual(STRETCHES.map(() => ({ status: "complete", memberId: null })));
});

test("who asks is answered at once, all see how far it is, and a killed worker asks about nothing twice", {
  timeout: 60_000,
}, async () => {
  wire.play([{ kind: "status", status: 400 }]);
  const recordingId = await keep();
  const before = await reportOf(recordingId);
  expect(before.engine).toBe("quotes");

  wire.play((one) => (stretchOf(one) === "bridge" ? { kind: "hang", before: "headers" } : decided(one)));
  const { report, writing } = await write(recordingId);
  expect(report?.version).toBe(before.version);
  expect(writing).toMatchObject({ status: "writing", windows: { total: 4, done: 0 }, section: null });
  await shown(recordingId, ({ reportWriting }) => reportWriting?.windows.done === 2);
  expect((await look(recordingId, it.ben)).reportWriting).toMatchObject({ status: "writing" });
  expect((await write(recordingId)).writing?.id).toBe(writing?.id);
  expect((await write(recordingId, { section: "risks" }, it.ben)).writing?.id).toBe(writing?.id);

  await world.stop();
  await wire.close();
  await useWire();
  wire.play(decided);
  await it.db.superuser(`update jobs.item set "dueAt" = now(), lease = null, "leasedUntil" = '-infinity'`);
  await startWorld();
  await written(recordingId);
  expect(await decisionsIn(recordingId)).toEqual(ALL);
  expect(asked().toSorted()).toEqual(["bridge", "tunnel"]);
  const [version] = await read(ctxOf(it.ana), (tx) => listReportVersions(tx, recordingId));
  expect(version).toMatchObject({ version: before.version + 1, by: "Ana" });
});

test("asked for twice in the same moment it is written once", async () => {
  wire.play(decided);
  const recordingId = await keep();
  wire.asked.length = 0;
  const both = await Promise.all([write(recordingId), write(recordingId, {}, it.ben)]);
  expect(new Set(both.map(({ writing }) => writing?.id)).size).toBe(1);
  await written(recordingId);
  expect(asked()).toHaveLength(STRETCHES.length);
  expect((await reportOf(recordingId)).version).toBe(2);
});

test("what passes is tried again; where no model answers the report stays as it was, and says why", async () => {
  wire.play(decided);
  const recordingId = await keep();
  let refused = 0;
  wire.play((one) =>
    stretchOf(one) === "market" && refused++ < 2 ? { kind: "status", status: 503 } : decided(one),
  );
  await write(recordingId, { section: "decisions" });
  await written(recordingId);
  expect(refused).toBe(3);
  expect(await reportOf(recordingId)).toMatchObject({ version: 2, leftOut: 0 });

  wire.play([{ kind: "status", status: 400 }]);
  await write(recordingId);
  const failed = await shown(recordingId, ({ reportWriting }) => reportWriting?.status === "failed");
  expect(failed.reportWriting?.error).toMatch(/did not accept the request\. The report is as it was\.$/);
  expect(await decisionsIn(recordingId)).toEqual(ALL);
  expect((await reportOf(recordingId)).version).toBe(2);

  wire.play(decided);
  await write(recordingId);
  await written(recordingId);
  expect((await reportOf(recordingId)).version).toBe(3);
});

test("it is stopped by whoever may change it, and goes on where it stopped when it is asked for again", async () => {
  wire.play(decided);
  const recordingId = await keep();
  wire.asked.length = 0;
  wire.play((one) => (stretchOf(one) === "bridge" ? { kind: "hang", before: "headers" } : decided(one)));
  const { writing } = await write(recordingId);
  await shown(recordingId, ({ reportWriting }) => reportWriting?.windows.done === 2);
  const place = { recordingId, writingId: writing?.id ?? "" };
  await expect(stopWriting(ctxOf(it.gus), place)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(write(recordingId, {}, it.gus)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(stopWriting(ctxOf(it.eve), place)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await stopWriting(ctxOf(it.ben), place)).toMatchObject({ status: "stopped" });
  expect((await look(recordingId)).reportWriting).toBeNull();
  expect((await reportOf(recordingId)).version).toBe(1);
  // The call that the model has not answered is given up, and what was sent with it counts.
  const spent = () =>
    it.db.superuser(
      `select 1 from "UsageEntry" where purpose = 'report' and status = 'stopped' and "inputTokens" > 0`,
    );
  await until(async () => (await spent()).length > 0 || null, "the end of the call");

  wire.play(decided);
  const again = await write(recordingId, {}, it.ben);
  expect(again.writing).toMatchObject({ id: writing?.id, windows: { total: 4, done: 2 } });
  await expect(write(recordingId, { template: "meeting", section: "risks" })).resolves.toMatchObject({
    writing: { id: writing?.id },
  });
  await written(recordingId);
  expect(asked().filter((place) => place === "harbor")).toHaveLength(1);
  expect(await decisionsIn(recordingId)).toEqual(ALL);
});

test("canceled by an admin, the report and the recording say so at once, and both can be tried again", async () => {
  wire.play(decided);
  const recordingId = await keep();
  wire.play([{ kind: "hang", before: "headers" }]);
  await write(recordingId, { section: "risks" });
  await cancel("write-report", recordingId);
  const { reportWriting } = await shown(recordingId, (one) => one.reportWriting?.status === "failed");
  expect(reportWriting?.error).toContain("canceled");

  const { recordingId: next } = await createRecording(ctxOf(it.ana), { transcript: TRANSCRIPT });
  await shown(next, (one) => one.reportWriting?.status === "writing");
  await cancel("process-recording", next);
  const ended = await shown(next, ({ status }) => status === "failed");
  expect([ended.error, ended.reportWriting?.status]).toEqual([
    "The work on it was canceled. What was done is kept: try again.",
    "failed",
  ]);
  wire.play(decided);
  await retryRecording(ctxOf(it.ana), next);
  await shown(next, ({ status }) => status === "processed");
  expect(await decisionsIn(next)).toEqual(ALL);
});

/** As the page of the jobs does. */
async function cancel(name: string, recordingId: string): Promise<void> {
  const running = () =>
    it.db.superuser<{ id: string }>(
      `select id from "JobRun" where function = $1 and status = 'running' and payload->>'recording_id' = $2`,
      [name, recordingId],
    );
  const { id } = await until(async () => (await running())[0] ?? null, "the job");
  await cancelJob(ctxOf(it.ana), id);
}

test("while a section is written all of it waits; a job that was lost is told of", async () => {
  wire.play(decided);
  const recordingId = await keep();
  wire.play([{ kind: "hang", before: "headers" }]);
  await write(recordingId, { section: "risks" });
  await expect(write(recordingId)).rejects.toMatchObject({ code: "CONFLICT" });
  const system: Ctx = { ...ctxOf(it.ana), actor: { kind: "system", reason: "test" } };
  expect(await sweepWritings(system)).toBe(0);
  await it.db.superuser(`update "ReportWriting" set "updatedAt" = now() - interval '7 hours'`);
  expect(await sweepWritings({ ...system, workspaceId: ctxOf(it.gus).workspaceId })).toBe(0);
  expect(await sweepWritings(system)).toBeGreaterThan(0);
  expect((await look(recordingId)).reportWriting).toMatchObject({ status: "failed", section: "risks" });
});
