import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { deleteMessage, editMessage } from "@/lib/messages/commands";
import {
  createRecording,
  deleteRecording,
  importTranscript,
  updateRecording,
} from "@/lib/recordings/commands";
import { createNote, deleteNote } from "@/lib/recordings/notes/commands";
import { updateSegment } from "@/lib/recordings/transcripts/commands";
import { getTranscript } from "@/lib/recordings/transcripts/queries";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { topics } from "@/tests/support/ports";
import { workOn } from "@/tests/support/recordings";
import { createTask, deleteTask, restoreTask, updateTask } from "./commands";
import { tellOwners } from "./corrections/commands";
import { followSource } from "./following/commands";
import { countTasks, describeTask, listTasks } from "./queries";

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

test("filters, order and counts are of all tasks, a page at a time", async () => {
  const { mia, ana } = all;
  const made: string[] = [];
  for (const [title, dueOn] of [
    ["c", null],
    ["a", "2026-01-02"],
    ["b", "2026-03-01"],
    ["d", null],
  ] as const)
    made.push((await createTask(ctx(ana), { title, dueOn, assigneeId: mia.memberId })).id);
  await createTask(ctx(ana), { title: "somebody else's", assigneeId: ana.memberId });
  const pages = async (filter: "open" | "done" | "all") => {
    const titles: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const options = { filter, assigneeId: mia.memberId, limit: 1, ...(cursor ? { cursor } : {}) };
      const page = await read(ctx(ana), (tx) => listTasks(tx, options));
      titles.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    }
    return titles;
  };
  expect(await pages("open")).toEqual(["a", "b", "d", "c"]);
  for (const id of made.slice(0, 2)) await updateTask(ctx(ana), id, { done: true });
  expect([await pages("open"), await pages("done"), await pages("all")]).toEqual([
    ["b", "d"],
    ["a", "c"],
    ["d", "b", "a", "c"],
  ]);
  const counts = await read(ctx(mia), (tx) => countTasks(tx));
  expect(counts.mine).toEqual({ open: 2, done: 2 });
  expect(counts.everybodys.open).toBeGreaterThan(2);
  await expect(
    read(ctx(ana), (tx) => listTasks(tx, { filter: "done", limit: 1, cursor: `~${made[0]}` })),
  ).rejects.toMatchObject({ code: "INVALID" });
});

describe("under messages", () => {
  test("one is shown under what it was made of and under the answer that quotes it; who sits there hears that, and nothing of it", async () => {
    const open = await stage.channel(all.ana, "rows", "public");
    const messageId = await stage.say(all.ana, board, "The merger needs a lawyer.");
    const answerId = await stage.say(all.ana, open, "Here is what was said.");
    await expect(
      createTask(ctx(all.ana), { title: "Find one", source: { messageId, answerId } }),
    ).rejects.toMatchObject({ code: "INVALID", message: expect.stringContaining("does not quote it") });
    await all.db.superuser(
      `insert into "Citation" ("workspaceId", id, "messageId", n, "sourceType", "sourceId", version, anchor, title, quote)
       values ($1, gen_random_uuid(), $2, 1, 'conversation', $3, 1, $4, '#board', 'The merger needs a lawyer.')`,
      [all.acme.id, answerId, board, { kind: "message", conversationId: board, messageId, seq: 1 }],
    );
    await all.recorded.settled();
    all.recorded.clear();
    const task = await createTask(ctx(all.ana), { title: "Find one", source: { messageId, answerId } });
    expect(task.underIds).toEqual([messageId, answerId]);
    const shownTo = async (person: CastMember, id: string) => {
      const options = { filter: "all" as const, messageIds: [id], limit: 10 };
      return (await read(ctx(person), (tx) => listTasks(tx, options))).items.map((one) => one.id);
    };
    for (const id of [messageId, answerId]) {
      expect(await shownTo(all.ben, id)).toEqual([task.id]);
      expect(await shownTo(all.mia, id)).toEqual([]);
    }
    await all.recorded.settled();
    const heard = all.recorded.live.filter(({ name }) => name === "message.tasks_changed");
    expect(heard.flatMap((event) => event.topics)).toEqual([board, open].map(topics.conversation));
    expect(JSON.stringify(heard)).not.toContain(task.id);
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

  test("of a note stands at its second, and is another only when the note went", async () => {
    const { recordingId } = await createRecording(ctx(all.ana), { capture: true, title: "Walk-through" });
    const pinned = [
      await createNote(ctx(all.ana), recordingId, { atMs: 2_000, text: "The stage stands in the north." }),
      await createNote(ctx(all.ana), recordingId, { atMs: 8_000, text: "I will call the city gardens." }),
    ];
    const quote = "I will call the city gardens.";
    const { id, source } = await createTask(ctx(all.ben), {
      title: "Call them",
      source: { recordingId, quote, atMs: 8_000 },
    });
    expect(source).toMatchObject({ quote, state: "same", anchor: { kind: "time", startMs: 8_000 } });
    const gone = await createTask(ctx(all.ben), {
      title: "All",
      source: { recordingId, quote, atMs: 60_000 },
    });
    expect(gone.source).toMatchObject({ anchor: { startMs: 8_000 } });

    await importTranscript(ctx(all.ana), recordingId, "[0:00] Ana: We walk through the fair.");
    expect((await look(id)).source).toMatchObject({ state: "same" });
    await deleteNote(ctx(all.ana), { recordingId, noteId: pinned[0]?.id ?? "" });
    expect((await look(id)).source).toMatchObject({ state: "same" });
    await deleteNote(ctx(all.ana), { recordingId, noteId: pinned[1]?.id ?? "" });
    await tellOwners(system(), { type: "recording", id: recordingId });
    expect((await look(id)).source).toMatchObject({ state: "changed" });
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
  const open = () => read(ctx(all.cleo), async (tx) => (await countTasks(tx)).mine.open);
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
