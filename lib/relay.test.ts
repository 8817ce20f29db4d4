import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createConversation } from "@/lib/conversations/commands";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Ctx } from "@/lib/ctx";
import { sendMessage } from "@/lib/messages/commands";
import { type Cast, cast } from "@/tests/support/cast";
import { publishCommitted, publishStragglers, startSweeping, whatIsForgotten } from "./relay";

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
afterEach(async () => {
  await all.recorded.settled();
  await all.db.superuser('delete from "Outbox"');
  all.recorded.clear();
});

type Row = { name: string; attempts: number; isDead: boolean };
const rows = () =>
  all.db.superuser<Row>(
    'select name, attempts, "deadAt" is not null as "isDead" from "Outbox" order by "createdAt", id',
  );
const expire = () => all.db.superuser(`update "Outbox" set "claimedUntil" = now() - interval '1 second'`);
const say = (ctx: Ctx, body = "Hello") =>
  sendMessage(ctx, { conversationId: general, clientId: newId(), body });
const heard = () => all.recorded.live.map((event) => event.name);

/** What a writer that was killed right after its commit leaves behind: nobody's rows, oldest first. */
const leaveBehind = (count: number, workspaceId = all.acme.id, name = "left.behind") =>
  all.db.superuser(
    `insert into "Outbox" ("workspaceId", id, name, topics, payload, "isJob", "claimedUntil", "createdAt")
     select $1::uuid, gen_random_uuid(), $2, array['private-w.x'], jsonb_build_object('n', n), false,
       now() - interval '1 second', now() - interval '1 hour' + n * interval '1 second'
     from generate_series(1, $3::int) n`,
    [workspaceId, name, count],
  );

/** Ana's ctx, with a realtime service that does this before it publishes. */
function before(act: (names: string[]) => void, person = all.ana): Ctx {
  const ctx = all.ctxOf(person);
  const publish: Ctx["realtime"]["publish"] = async (events) => {
    act(events.map((event) => event.name));
    await ctx.realtime.publish(events);
  };
  return { ...ctx, realtime: { ...ctx.realtime, publish } };
}

const away = () =>
  before(() => {
    throw new AppError("UNAVAILABLE", "Live updates are delayed.");
  });

const refusing = (poison: string) =>
  before((names) => {
    if (names.includes(poison)) throw new AppError("INTERNAL", "The realtime service refused the request.");
  });

test("what was published is gone from the outbox", async () => {
  await say(all.ctxOf(all.ana));
  await expect.poll(heard).toContain("message.created");
  await all.recorded.settled();
  await whatIsForgotten();
  expect(await rows()).toEqual([]);
});

test("while the realtime service is away a send succeeds, its jobs start, and its events leave when it is back", async () => {
  await expect(say(away())).resolves.toMatchObject({ created: true });
  await expect.poll(() => all.recorded.jobs.map((job) => job.name)).toEqual(["conversation.index_requested"]);
  await expect
    .poll(async () => (await rows()).map((row) => row.name).sort())
    .toEqual(["conversation.bumped", "message.created"]);

  await expire();
  expect(await publishStragglers(all.ctxOf(all.ana))).toBe(2);
  expect(heard().sort()).toEqual(["conversation.bumped", "message.created"]);
  expect(all.recorded.jobs).toHaveLength(1);
  await expect.poll(rows).toEqual([]);
});

test("what many writers ask of the jobs within a moment goes in one request", async () => {
  let requests = 0;
  const ctx = all.ctxOf(all.ana);
  const send: Ctx["jobs"]["send"] = async (events) => {
    requests += 1;
    await ctx.jobs.send(events);
  };
  const counting = { ...ctx, jobs: { ...ctx.jobs, send } };
  const job = () => ({ id: newId(), name: "asked", topics: [], payload: {}, isJob: true });
  await Promise.all([1, 2, 3].map(() => publishCommitted(counting, [job()])));
  expect([requests, all.recorded.jobs.length]).toEqual([1, 3]);
});

test("a thousand rows that were left behind all leave at once, oldest first", async () => {
  await leaveBehind(1_000);
  expect(await publishStragglers(all.ctxOf(all.ana))).toBe(1_000);
  expect(all.recorded.live.map((event) => (event.payload as { n: number }).n)).toEqual(
    Array.from({ length: 1_000 }, (_, at) => at + 1),
  );
  await expect.poll(rows).toEqual([]);
});

test("a row that is refused keeps no other back, is tried a few times, and is then dead and out of the way", async () => {
  await leaveBehind(1, all.acme.id, "poison");
  await leaveBehind(50);
  const ctx = refusing("poison");
  expect(await publishStragglers(ctx)).toBe(50);
  for (let tried = 1; tried < 5; tried++) {
    await expect.poll(rows).toEqual([{ name: "poison", attempts: tried, isDead: false }]);
    await expire();
    expect(await publishStragglers(ctx)).toBe(0);
  }
  const [dead] = await rows();
  expect(dead).toEqual({ name: "poison", attempts: 5, isDead: true });
  await expire();
  await publishStragglers(all.ctxOf(all.ana));
  expect(heard()).not.toContain("poison");
});

test("a row for which the service falls over each time keeps back nobody either", async () => {
  await leaveBehind(1, all.acme.id, "poison");
  await leaveBehind(50);
  const ctx = before((names) => {
    if (names.includes("poison")) throw new AppError("UNAVAILABLE", "Live updates are delayed.");
  });
  expect(await publishStragglers(ctx)).toBe(0);
  expect(await publishStragglers(ctx)).toBe(50);
  expect(heard()).toHaveLength(50);
});

test("a claim takes as many rows as it may, however few the database believes are there", async () => {
  await leaveBehind(1);
  await all.db.superuser('analyze "Outbox"'); // from now on it looks for them as if there were one
  await leaveBehind(50);
  expect(await publishStragglers(away())).toBe(0);
  expect(await publishStragglers(all.ctxOf(all.ana))).toBe(50);
});

test("an outage makes no row dead, however long it lasts", async () => {
  await leaveBehind(3);
  for (let tried = 0; tried < 10; tried++) {
    await expire();
    expect(await publishStragglers(away())).toBe(0);
  }
  expect(await rows()).toEqual(Array(3).fill({ name: "left.behind", attempts: 0, isDead: false }));
});

test("without another write, what a dead writer left leaves within seconds, in every workspace", async () => {
  await leaveBehind(30);
  await leaveBehind(30, all.globex.id, "left.in.globex");
  const stop = startSweeping(all.ports);
  await expect.poll(() => heard().length, { timeout: 5_000 }).toBe(60);
  stop();
  expect(new Set(heard())).toEqual(new Set(["left.behind", "left.in.globex"]));
});

test("a claim runs out by itself within seconds", async () => {
  await say(away());
  const stop = startSweeping(all.ports);
  await expect.poll(heard, { timeout: 10_000 }).toContain("message.created");
  stop();
}, 15_000);

test("two sweepers at once publish each row once", async () => {
  await leaveBehind(300);
  // Another process has a module of its own.
  const { publishStragglers: inAnotherProcess } = await import("./relay?another" as "./relay");
  await Promise.all([publishStragglers(all.ctxOf(all.ana)), inAnotherProcess(all.ctxOf(all.ben))]);
  expect(heard()).toHaveLength(300);
});

test("another workspace's sweeper takes nothing of ours, and the sweep is shown no payload", async () => {
  await leaveBehind(3);
  expect(await publishStragglers(all.ctxOf(all.gus))).toBe(0);
  expect(await rows()).toHaveLength(3);
  const peek = all.db.database.inTransaction(
    { role: "app_identity" },
    (db) => db.$queryRaw`select payload from "Outbox"`,
  );
  await expect(peek).rejects.toThrow(/permission denied/);
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
