import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { editMessage } from "@/lib/messages/commands";
import { createTask, updateTask } from "@/lib/tasks/commands";
import { tellOwners } from "@/lib/tasks/corrections/commands";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { topics } from "@/tests/support/ports";
import { setInboxItem } from "./commands";
import { countInbox, listInbox } from "./queries";

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
const inboxOf = (person: CastMember, filter: "open" | "all" = "open") =>
  read(ctx(person), async (tx) => (await listInbox(tx, { filter, limit: 100 })).items);
const idsOf = async (person: CastMember, filter?: "open" | "all") =>
  (await inboxOf(person, filter)).map(({ id }) => id);
const countOf = (person: CastMember) => read(ctx(person), countInbox);

test("a task waits for whom it is given to, with its quote, until it is done or somebody else's", async () => {
  const messageId = await stage.say(all.ana, board, "The contract goes out on Thursday.");
  const before = await countOf(all.ben);
  const { id } = await createTask(ctx(all.ana), {
    title: "Send it",
    assigneeId: all.ben.memberId,
    source: { messageId },
  });
  expect((await inboxOf(all.ben))[0]).toMatchObject({
    id,
    kind: "task",
    done: false,
    task: { title: "Send it", source: { quote: "The contract goes out on Thursday.", state: "same" } },
  });
  expect(await countOf(all.ben)).toBe(before + 1);
  await all.recorded.settled();
  expect(all.recorded.heardOn(topics.member(all.ben.memberId)).map(({ name }) => name)).toContain(
    "task.changed",
  );
  for (const person of [all.ana, all.mia, all.gus]) expect(await idsOf(person)).not.toContain(id);
  await expect(setInboxItem(ctx(all.ana), id, true)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(setInboxItem(ctx(all.gus), id, true)).rejects.toMatchObject({ code: "NOT_FOUND" });

  await setInboxItem(ctx(all.ben), id, true);
  expect([await idsOf(all.ben), await idsOf(all.ben, "all")]).toEqual([
    expect.not.arrayContaining([id]),
    expect.arrayContaining([id]),
  ]);
  await setInboxItem(ctx(all.ben), id, false);
  expect(await idsOf(all.ben)).toContain(id);
  await updateTask(ctx(all.ana), id, { assigneeId: all.ana.memberId });
  expect([await idsOf(all.ben, "all"), await idsOf(all.ana)]).toEqual([
    expect.not.arrayContaining([id]),
    expect.arrayContaining([id]),
  ]);
});

test("a guest says that their own task is done, and changes nothing else of it", async () => {
  const garden = await stage.channel(all.ana, "garden", "private", [all.eve]);
  const messageId = await stage.say(all.ana, garden, "The roses want water.");
  const input = { title: "Water them", assigneeId: all.eve.memberId, source: { messageId } };
  const { id } = await createTask(ctx(all.ana), input);
  await expect(updateTask(ctx(all.eve), id, { done: true, title: "Mine" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await setInboxItem(ctx(all.eve), id, true);
  expect(await idsOf(all.eve)).toEqual([]);
});

test("the owner is told once of words that were corrected, also where the task was done; looking at it lets it go", async () => {
  const messageId = await stage.say(all.ana, board, "We order fifty bicycles.");
  const input = { title: "Order", assigneeId: all.ben.memberId, source: { messageId } };
  const { id } = await createTask(ctx(all.ana), input);
  await updateTask(ctx(all.ben), id, { done: true });
  const later = await createTask(ctx(all.ana), { title: "Later", assigneeId: all.ben.memberId });
  expect(await idsOf(all.ben)).not.toContain(id);

  await editMessage(ctx(all.ana), messageId, "We order fifteen bicycles.");
  const tell = () => tellOwners(system(), { type: "message", id: messageId });
  await tell();
  expect(await idsOf(all.ben)).toEqual([id, later.id, ...(await idsOf(all.ben)).slice(2)]);
  expect((await inboxOf(all.ben))[0]).toMatchObject({
    task: { source: { state: "changed", today: "We order fifteen bicycles." } },
  });
  await setInboxItem(ctx(all.ben), id, true);
  await tell();
  expect(await idsOf(all.ben)).not.toContain(id);

  await editMessage(ctx(all.ana), messageId, "We order sixteen bicycles.");
  await tell();
  expect(await idsOf(all.ben)).toContain(id);
  await editMessage(ctx(all.ana), messageId, "We order fifty bicycles.");
  await tell();
  expect(await idsOf(all.ben)).not.toContain(id);
});

test("mentions and tasks come together by when they came, a page at a time", async () => {
  for (const body of ["@Ben one", "@Ben two"]) {
    await stage.say(all.ana, board, body);
    await createTask(ctx(all.ana), { title: body, assigneeId: all.ben.memberId });
  }
  const whole = await idsOf(all.ben);
  const pages: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const options = { filter: "open" as const, limit: 1, ...(cursor ? { cursor } : {}) };
    const page = await read(ctx(all.ben), (tx) => listInbox(tx, options));
    pages.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(pages).toEqual(whole);
  expect((await inboxOf(all.ben)).slice(0, 4).map(({ kind }) => kind)).toEqual([
    "task",
    "mention",
    "task",
    "mention",
  ]);
  expect(await countOf(all.ben)).toBe(whole.length);
  await expect(
    read(ctx(all.ben), (tx) => listInbox(tx, { filter: "open", limit: 1, cursor: "soon" })),
  ).rejects.toMatchObject({ code: "INVALID" });
});
