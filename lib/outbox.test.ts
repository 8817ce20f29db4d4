import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createConversation } from "@/lib/conversations/commands";
import { topics } from "@/lib/core/event";
import { newId } from "@/lib/core/ids";
import type { Ctx } from "@/lib/ctx";
import { sendMessage } from "@/lib/messages/commands";
import { type Cast, cast } from "@/tests/support/cast";
import { publishStragglers } from "./outbox";

let all: Cast;
let general: string;
beforeAll(async () => {
  all = await cast();
  const input = {
    kind: "channel" as const,
    name: "general",
    visibility: "public" as const,
    participantIds: [],
  };
  general = (await createConversation(all.ctxOf(all.ana), input)).conversation.id;
  await all.recorded.settled();
});
afterAll(() => all.db.drop());
afterEach(() => all.db.superuser('delete from "Outbox"'));

const rows = () => all.db.superuser<{ name: string }>('select name from "Outbox" order by id');
const expire = () => all.db.superuser(`update "Outbox" set "claimedUntil" = now() - interval '1 second'`);
const say = (ctx: Ctx) => sendMessage(ctx, { conversationId: general, clientId: newId(), body: "Hello" });

function withoutRealtime(): Ctx {
  const ctx = all.ctxOf(all.ana);
  const publish = async () => {
    throw new Error("The realtime service is down.");
  };
  return { ...ctx, realtime: { ...ctx.realtime, publish } };
}

test("what was published is gone from the outbox", async () => {
  await say(all.ctxOf(all.ana));
  await all.recorded.settled();
  await expect.poll(rows).toEqual([]);
});

test("while the realtime service is down a send succeeds, and its events leave when it is back", async () => {
  await expect(say(withoutRealtime())).resolves.toMatchObject({ created: true });
  await all.recorded.settled();
  expect((await rows()).map((row) => row.name)).toContain("message.created");

  all.recorded.clear();
  await expire();
  expect(await publishStragglers(all.ctxOf(all.ana))).toBeGreaterThan(0);
  expect(all.recorded.heardOn(topics.conversation(general)).map((event) => event.name)).toEqual([
    "message.created",
  ]);
  expect(await rows()).toEqual([]);
});

test("two sweepers at once publish each row once", async () => {
  await say(withoutRealtime());
  await all.recorded.settled();
  all.recorded.clear();
  await expire();
  await Promise.all([publishStragglers(all.ctxOf(all.ana)), publishStragglers(all.ctxOf(all.ben))]);
  expect(all.recorded.heardOn(topics.conversation(general))).toHaveLength(1);
});

test("another workspace's sweeper takes nothing of ours", async () => {
  await say(withoutRealtime());
  await all.recorded.settled();
  await expire();
  expect(await publishStragglers(all.ctxOf(all.gus))).toBe(0);
  expect((await rows()).length).toBeGreaterThan(0);
});

test("a transaction that fails leaves nothing in the outbox", async () => {
  const refused = sendMessage(all.ctxOf(all.cleo), {
    conversationId: general,
    clientId: newId(),
    body: "Not joined",
  });
  await expect(refused).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await rows()).toEqual([]);
});
