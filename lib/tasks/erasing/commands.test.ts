import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ctx, read } from "@/lib/ctx";
import { deleteMessage } from "@/lib/messages/commands";
import { forgetDeleted, restoreMessage } from "@/lib/messages/deletions/commands";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, cast } from "@/tests/support/cast";
import { createTask } from "../commands";
import { describeTask } from "../queries";
import { eraseQuotedWords } from "./commands";

let all: Cast;
let stage: Stage;
beforeAll(async () => {
  all = await cast();
  stage = await stageOf(all);
});
afterAll(() => all.db.drop());

const system = (): Ctx => ({ ...all.ctxOf(all.ana), actor: { kind: "system", reason: "test" } });
const look = (id: string) => read(all.ctxOf(all.ana), (tx) => describeTask(tx, id));
const wordsIn = async (id: string) => {
  const [row] = await all.db.superuser<{ words: string }>(
    `select concat(quote, "toldOf") as words from "Task" where id = $1`,
    [id],
  );
  return row?.words;
};

test("the words of a deleted message leave the tasks that quote them, once nobody can undo it", async () => {
  const room = await stage.channel(all.ana, "erasing", "public");
  const messageId = await stage.say(all.ana, room, "Call the laboratory on Monday.");
  const kept = await stage.say(all.ana, room, "Order the paper.");
  const make = (title: string, id: string) =>
    createTask(all.ctxOf(all.ana), { title, source: { messageId: id } });
  const [task, other] = [await make("Laboratory", messageId), await make("Paper", kept)];

  await deleteMessage(all.ctxOf(all.ana), messageId);
  expect(await eraseQuotedWords(system())).toBe(0);
  await restoreMessage(all.ctxOf(all.ana), messageId);
  expect((await look(task.id)).source?.quote).toBe("Call the laboratory on Monday.");

  await deleteMessage(all.ctxOf(all.ana), messageId);
  await forgetDeleted(system(), messageId);
  expect(await eraseQuotedWords({ ...system(), workspaceId: all.gus.workspaceId })).toBe(0);
  expect(await wordsIn(task.id)).toBe("Call the laboratory on Monday.");
  expect(await eraseQuotedWords(system())).toBe(1);
  expect(await wordsIn(task.id)).toBe("");
  expect(await look(task.id)).toMatchObject({ title: "Laboratory", source: null, isSourceGone: true });
  expect((await look(other.id)).source?.quote).toBe("Order the paper.");
  expect(await eraseQuotedWords(system())).toBe(0);
});
