import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY, HOUR, manualClock } from "@/lib/core/clock";
import { type Ctx, read } from "@/lib/ctx";
import { listInbox } from "@/lib/inbox/queries";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { topics } from "@/tests/support/ports";
import { createTask, deleteTask, updateTask } from "../commands";
import { remindOwners } from "./commands";

/** Half past six in Berlin, where acme is. */
const EARLY = new Date("2026-03-02T05:30:00Z");
const TODAY = "2026-03-02";
const TOMORROW = "2026-03-03";

const clock = manualClock(EARLY);
let all: Cast;
beforeAll(async () => {
  all = await cast({ clock });
  await all.db.superuser(`update "Workspace" set "timeZone" = 'Europe/Berlin' where slug = 'acme'`);
});
beforeEach(async () => {
  await all.db.superuser(`delete from "Task"`);
  await all.recorded.settled();
  all.recorded.clear();
});
afterAll(() => all.db.drop());

const ctx = (person: CastMember): Ctx => all.ctxOf(person);
const remind = () => remindOwners({ ...all.ctxOf(all.ana), actor: { kind: "system", reason: "test" } });
const titlesOf = async (person: CastMember) => {
  const { items } = await read(ctx(person), (tx) => listInbox(tx, { filter: "open", limit: 10 }));
  return items.map((item) => (item.kind === "task" ? item.task.title : item.kind));
};
const give = (title: string, dueOn: string | null, to = all.ben) =>
  createTask(ctx(all.ana), { title, dueOn, assigneeId: to.memberId });

test("in the morning of the day a task comes before its owner again, once, and on another day when its day moves", async () => {
  const { id } = await give("Call the laboratory", TODAY);
  clock.advance(HOUR);
  await give("Later", null);
  await give("Tomorrow", TOMORROW);
  expect(await titlesOf(all.ben)).toEqual(["Tomorrow", "Later", "Call the laboratory"]);
  expect(await remind(), "it is half past seven").toBe(0);
  clock.advance(HOUR);
  await all.recorded.settled();
  all.recorded.clear();
  expect(await remind()).toBe(1);
  expect(await titlesOf(all.ben)).toEqual(["Call the laboratory", "Tomorrow", "Later"]);
  await all.recorded.settled();
  expect(all.recorded.heardOn(topics.member(all.ben.memberId)).map(({ name }) => name)).toContain(
    "task.changed",
  );
  expect(await remind()).toBe(0);

  await updateTask(ctx(all.ana), id, { dueOn: TOMORROW });
  clock.advance(DAY);
  expect(await remind(), "both that are due on the next day").toBe(2);
  expect(await remind()).toBe(0);
  clock.advance(-DAY - 2 * HOUR);
});

test("of what is done, deleted, nobody's, or of somebody who left, nobody is reminded; nor in another workspace", async () => {
  const done = await give("Done", TODAY);
  await updateTask(ctx(all.ben), done.id, { done: true });
  await deleteTask(ctx(all.ana), (await give("Deleted", TODAY)).id);
  await createTask(ctx(all.ana), { title: "Nobody's", dueOn: TODAY });
  await give("Left", TODAY, all.cleo);
  await createTask(ctx(all.gus), { title: "Theirs", dueOn: TODAY, assigneeId: all.gus.memberId });
  await all.db.superuser(`update "Member" set status = 'deactivated' where id = $1`, [all.cleo.memberId]);
  clock.advance(6 * HOUR);
  expect(await remind()).toBe(0);
  await give("Given this noon", TODAY);
  expect(await remind(), "it was just given").toBe(0);
  clock.advance(-6 * HOUR);
});
