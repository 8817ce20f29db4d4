import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { deleteMessage, editMessage } from "@/lib/messages/commands";
import { createRecording, deleteRecording, updateRecording } from "@/lib/recordings/commands";
import { updateSegment } from "@/lib/recordings/transcripts/commands";
import { getTranscript } from "@/lib/recordings/transcripts/queries";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { topics } from "@/tests/support/ports";
import { workOn } from "@/tests/support/recordings";
import { createTask, deleteTask, restoreTask, updateTask } from "./commands";
import { followSource } from "./following/commands";
import { countOpenTasks, describeTask, listTasks } from "./queries";

let all: Cast;
let stage: Stage;
let board: string;

beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
  stage = await stageOf(all);
  board = await stage.channel(all.ana, "board", "private", [all.ben]);
});
beforeEach(async () => {
  await all.recorded.settled();
  all.recorded.clear();
});
afterAll(() => all.db.drop());

const ctx = (person: CastMember): Ctx => all.ctxOf(person);
const system = (): Ctx => ({ ...all.ctxOf(all.ana), actor: { kind: "system", reason: "test" } });
const seenBy = async (person: CastMember, filter: "open" | "done" = "open") => {
  const { items } = await read(ctx(person), (tx) => listTasks(tx, { filter, limit: 100 }));
  return items.map(({ id }) => id);
};
const look = (id: string) => read(ctx(all.ana), (tx) => describeTask(tx, id));

async function record(visibility: "workspace" | "private" = "workspace") {
  const transcript = "[0:00] Ana: We sell fifty bicycles to Bergen.\n[0:10] Ben: I will send the contract.";
  const { recordingId } = await createRecording(ctx(all.ana), { transcript, title: "Call", visibility });
  await workOn(ctx(all.ana), recordingId);
  const { segments } = await read(ctx(all.ana), (tx) => getTranscript(tx, recordingId));
  return { recordingId, segmentId: segments[0]?.id ?? "" };
}

describe("who reads a task", () => {
  test("one of nobody's words: the workspace, no guests, no strangers", async () => {
    const { id } = await createTask(ctx(all.mia), { title: "Order paper" });
    for (const person of [all.ana, all.cleo]) expect(await seenBy(person)).toContain(id);
    for (const person of [all.eve, all.gus]) expect(await seenBy(person)).not.toContain(id);
    await expect(updateTask(ctx(all.gus), id, { done: true })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(createTask(ctx(all.eve), { title: "Mine" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("one of a private channel: those in it, in lists and on the wire; nobody else is given it", async () => {
    const messageId = await stage.say(all.ana, board, "The merger closes in June.");
    all.recorded.clear();
    const task = await createTask(ctx(all.ana), {
      title: "Prepare the merger",
      assigneeId: all.ben.memberId,
      source: { messageId },
    });
    expect(task.source).toMatchObject({
      quote: "The merger closes in June.",
      state: "same",
      title: "#board",
    });
    expect(await seenBy(all.ben)).toContain(task.id);
    expect(await seenBy(all.mia)).not.toContain(task.id);
    await all.recorded.settled();
    const heard = all.recorded.live.filter(({ name }) => name === "task.changed");
    expect(heard.flatMap((event) => event.topics)).toEqual([
      topics.conversation(board),
      topics.member(all.ben.memberId),
    ]);
    expect(JSON.stringify(heard)).not.toContain("merger");
    await expect(updateTask(ctx(all.ana), task.id, { assigneeId: all.mia.memberId })).rejects.toMatchObject({
      code: "INVALID",
      message: expect.stringContaining("may not read"),
    });
    await expect(createTask(ctx(all.mia), { title: "Me too", source: { messageId } })).rejects.toMatchObject({
      code: "INVALID",
    });
  });

  test("one of a private recording: whoever may hear it", async () => {
    const { recordingId } = await record("private");
    const { id } = await createTask(ctx(all.ana), {
      title: "Send it",
      source: { recordingId, quote: "I will send the contract." },
    });
    expect(await seenBy(all.ana)).toContain(id);
    expect(await seenBy(all.ben)).not.toContain(id);
  });

  test("of what is given other readers: they, and nobody else; both hear of it", async () => {
    const { recordingId } = await record();
    const source = { recordingId, quote: "I will send the contract." };
    const { id } = await createTask(ctx(all.ana), { title: "Send the contract", source });
    expect(await seenBy(all.mia)).toContain(id);

    await updateRecording(ctx(all.ana), recordingId, { visibility: "private" });
    await all.recorded.settled();
    const shown = await read(ctx(all.mia), (tx) => describeTask(tx, id)); // she still finds the task, and nothing of what was said
    expect(shown).toMatchObject({ source: null, isSourceGone: true });
    expect((await look(id)).source?.quote).toBe(source.quote);
    all.recorded.clear();
    await followSource(system(), { type: "recording", id: recordingId });
    await followSource(system(), { type: "recording", id: recordingId });
    expect(await seenBy(all.mia)).not.toContain(id);
    expect(await seenBy(all.ana)).toContain(id);
    await all.recorded.settled();
    const heard = all.recorded.live.filter(({ name }) => name === "task.changed");
    expect(heard.map((event) => event.topics)).toEqual([
      [topics.workspace(all.acme.id)],
      [topics.member(all.ana.memberId)],
    ]);
  });
});

describe("a quote", () => {
  test("has to stand where it is said to", async () => {
    const { recordingId } = await record();
    const make = (source: Parameters<typeof createTask>[1]["source"]) =>
      createTask(ctx(all.ana), { title: "Sell", ...(source ? { source } : {}) });
    await expect(make({ recordingId, quote: "sixty bicycles" })).rejects.toMatchObject({ code: "INVALID" });
    await expect(make({ recordingId })).rejects.toMatchObject({ code: "INVALID" });
    await expect(make({})).rejects.toMatchObject({ code: "INVALID" });
    const task = await make({ recordingId, quote: "We sell fifty bicycles" });
    expect(task.source).toMatchObject({ anchor: { kind: "time", startMs: 0 }, title: "Call" });
  });

  test("that was corrected marks the task, which changes only when somebody says so", async () => {
    const { recordingId, segmentId } = await record();
    const quote = "We sell fifty bicycles to Bergen.";
    const { id } = await createTask(ctx(all.ana), { title: quote, source: { recordingId, quote } });
    await updateSegment(
      ctx(all.mia),
      { recordingId, segmentId },
      { text: "We sell fifteen bicycles to Bergen." },
    );
    expect(await look(id)).toMatchObject({
      title: quote,
      source: { quote, state: "changed", today: "We sell fifteen bicycles to Bergen." },
    });
    const accepted = await updateTask(ctx(all.ben), id, { acceptsToday: true });
    expect(accepted).toMatchObject({
      title: "We sell fifteen bicycles to Bergen.",
      source: { quote: "We sell fifteen bicycles to Bergen.", state: "same" },
    });
    await expect(updateTask(ctx(all.ben), id, { acceptsToday: true })).rejects.toMatchObject({
      code: "INVALID",
    });
    await deleteRecording(ctx(all.ana), recordingId);
    expect(await look(id)).toMatchObject({ source: null, isSourceGone: true });
  });

  test("of a message that was edited or deleted says so too", async () => {
    const general = await stage.channel(all.ana, "general", "public");
    const messageId = await stage.say(all.ana, general, "Call the laboratory on Monday.");
    const { id } = await createTask(ctx(all.ana), { title: "Call", source: { messageId } });
    await editMessage(ctx(all.ana), messageId, "Call the laboratory on Tuesday.");
    expect((await look(id)).source).toMatchObject({
      state: "changed",
      today: "Call the laboratory on Tuesday.",
    });
    await deleteMessage(ctx(all.ana), messageId);
    expect(await look(id)).toMatchObject({ source: null, isSourceGone: true });
  });
});

test("done by whom it was done first, open again, counted for its owner; deleted and brought back", async () => {
  const { id } = await createTask(ctx(all.ana), {
    title: "Order paper",
    assigneeId: all.cleo.memberId,
    dueOn: "2026-06-01",
  });
  const open = () => read(ctx(all.cleo), (tx) => countOpenTasks(tx));
  expect(await open()).toBe(1);
  expect(await updateTask(ctx(all.cleo), id, { done: true })).toMatchObject({
    done: { by: "Cleo" },
    dueOn: "2026-06-01",
  });
  expect(await updateTask(ctx(all.ben), id, { done: true })).toMatchObject({ done: { by: "Cleo" } });
  expect([await open(), await seenBy(all.ana, "done")]).toEqual([0, expect.arrayContaining([id])]);
  expect(await updateTask(ctx(all.ben), id, { done: false })).toMatchObject({ done: null });
  await expect(deleteTask(ctx(all.mia), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await deleteTask(ctx(all.ben), id);
  expect(await seenBy(all.ana)).not.toContain(id);
  expect(await restoreTask(ctx(all.ana), id)).toMatchObject({ id });
});
