import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { NOT_IN_SOURCES } from "@/lib/adapters/models/port";
import { deleteConversation } from "@/lib/conversations/deletion/commands";
import { joinConversation } from "@/lib/conversations/participants/commands";
import { getConversationDto } from "@/lib/conversations/queries";
import { fromSnake } from "@/lib/core/case";
import { topics } from "@/lib/core/event";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { deleteMessage } from "@/lib/messages/commands";
import { getMessageDto } from "@/lib/messages/queries";
import { updateModel } from "@/lib/models/commands";
import { listModels } from "@/lib/models/queries";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { type OpenAiWire, startOpenAiWire } from "@/tests/support/wire-openai";
import { applyDelta, emptyRunView } from "./client";
import { continueRun, startRun, stopRun, sweepRuns } from "./commands";
import { runDelta } from "./events";
import { claimRun, endIdleRun } from "./lease/commands";
import { getUsage } from "./ledger/queries";
import { getRunForViewer } from "./queries";
import { advanceRun } from "./turns/commands";

let all: Cast;
/** Quotes only, and with a provider on the wire. */
let stage: Stage;
let wired: Stage;
let wire: OpenAiWire;
let general: string;
let board: string;

beforeAll(async () => {
  all = await cast();
  wire = await startOpenAiWire();
  stage = await stageOf(all);
  wired = await stageOf(all, { openai: { apiKey: "key", baseUrl: wire.baseUrl } });
  general = await stage.channel(all.ana, "general", "public", [all.ben]);
  board = await stage.channel(all.ana, "board", "private");
  await stage.say(all.ana, general, "We moved the launch to 12 May because the battery supplier slipped.");
  await stage.say(all.ana, board, "The merger with Initech closes in June.");
});
afterAll(async () => {
  await wire.close();
  await all.db.drop();
});
beforeEach(async () => {
  await all.recorded.settled();
  all.recorded.clear();
  wire.play([{ kind: "text" }]);
});

const runOf = (by: CastMember, id: string) => read(stage.ctxOf(by), (tx) => getRunForViewer(tx, id));
const waiting = () =>
  all.db.superuser(
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
const answerOf = async (by: CastMember, id: string) => {
  const { messageId } = await runOf(by, id);
  return read(stage.ctxOf(by), (tx) => getMessageDto(tx, messageId));
};

describe("an answer", () => {
  test("quotes what everybody there may read, with citations that lead to the message", async () => {
    const run = await runOf(
      all.ben,
      await stage.ask(all.ben, general, "@assistant why did the launch move?"),
    );
    const answer = await answerOf(all.ben, run.id);
    expect(answer).toMatchObject({ status: "complete", role: "assistant", runId: run.id });
    expect(answer.body).toContain(
      '"We moved the launch to 12 May because the battery supplier slipped." [1]',
    );
    expect(answer.citations).toMatchObject([
      {
        n: 1,
        title: "#general",
        anchor: { kind: "message", conversationId: general, seq: 1 },
        verified: true,
      },
    ]);
    expect(run).toMatchObject({
      status: "complete",
      receipt: {
        quoted: 1,
        leftOut: 0,
        notInSources: false,
        engine: { displayName: "Quotes only", host: null },
      },
    });
  });

  test("says when nothing is in the sources, and shows the nearest", async () => {
    const run = await runOf(
      all.ben,
      await stage.ask(all.ben, general, "@assistant who feeds the office turtle?"),
    );
    expect((await answerOf(all.ben, run.id)).body).toBe(NOT_IN_SOURCES);
    expect(run.receipt).toMatchObject({ notInSources: true, quoted: 0 });
  });

  test("in public never uses what only some there may read; the asker alone is told that there is more", async () => {
    const runId = await stage.ask(all.ana, general, "@assistant when does the merger with Initech close?");
    const run = await runOf(all.ana, runId);
    expect((await answerOf(all.ana, runId)).body).toBe(NOT_IN_SOURCES);
    expect(run.receipt).toMatchObject({ notInSources: true, nearest: [] });
    expect(run.privateMore).toBe(true);
    expect((await runOf(all.ben, runId)).privateMore).toBeNull();
    await all.recorded.settled();
    expect(JSON.stringify(all.recorded.live)).not.toMatch(/private_?more|Initech closes/i);

    await wired.ask(all.ana, general, "@assistant when does the merger with Initech close?");
    expect(JSON.stringify(wire.asked.at(-1)?.body)).toContain("the merger with Initech close?");
    expect(JSON.stringify(wire.asked.at(-1)?.body)).not.toContain("closes in June");

    const chat = await stage.chat(all.ana);
    const alone = await stage.ask(all.ana, chat, "When does the merger with Initech close?");
    expect((await answerOf(all.ana, alone)).body).toContain("The merger with Initech closes in June.");
    expect((await runOf(all.ana, alone)).privateMore).toBe(false);
  });

  test("reaches who has the conversation on screen in pieces that make the same text", async () => {
    const runId = await wired.ask(all.ben, general, "@assistant why did the launch move?");
    await all.recorded.settled();
    const deltas = all.recorded
      .heardOn(topics.live(general))
      .filter(({ name }) => name === "run.delta")
      .map(({ payload }) => runDelta.schema.parse(fromSnake(runDelta.schema, payload)));
    const view = deltas.reduce(applyDelta, emptyRunView(runId));
    const answer = await answerOf(all.ben, runId);
    expect(view).toMatchObject({
      gap: false,
      text: answer.body,
      citations: answer.citations,
      end: { status: "complete" },
    });
    expect(view.cursor).toBe((await runOf(all.ben, runId)).eventSeq);
    const heard = all.recorded.heardOn(topics.conversation(general)).map(({ name }) => name);
    expect(heard.filter((name) => name === "run.started" || name === "run.ended")).toEqual([
      "run.started",
      "run.ended",
    ]);
  });

  test("to a question in a thread stands in the thread", async () => {
    const parent = await stage.say(all.ana, general, "About the launch.");
    const question = await stage.say(all.ben, general, "@assistant why did the launch move?", parent);
    const { run } = await startRun(stage.ctxOf(all.ben), { conversationId: general, messageId: question });
    await advanceRun(stage.ctxOf(all.ben), run.id);
    expect(await answerOf(all.ben, run.id)).toMatchObject({
      parentId: parent,
      seq: null,
      status: "complete",
    });
  });

  test("names an AI chat after its first question", async () => {
    const chat = await wired.chat(all.cleo);
    await wired.ask(all.cleo, chat, "How do I bake bread?");
    expect(await read(stage.ctxOf(all.cleo), (tx) => getConversationDto(tx, chat))).toMatchObject({
      name: "A title from the wire",
    });
    await all.recorded.settled();
    expect(all.recorded.heardOn(topics.conversation(chat)).map(({ name }) => name)).toContain(
      "conversation.updated",
    );
    const asked = wire.asked.length;
    await wired.ask(all.cleo, chat, "And rolls?");
    expect(wire.asked.length - asked).toBe(1);
  });

  test("goes on when whoever asked leaves, and stays deleted when it was deleted meanwhile", async () => {
    const runId = await stage.start(all.ben, general, "@assistant why did the launch move?");
    const { messageId } = await runOf(all.ben, runId);
    await deleteMessage(stage.ctxOf(all.ana), messageId);
    expect(await advanceRun(stage.ctxOf(all.ben), runId)).toBe("ended");
    expect(await answerOf(all.ben, runId)).toMatchObject({ body: "", citations: [] });
  });
});

describe("starting", () => {
  test("twice for one question, or with one key, is one run with one worker", async () => {
    const messageId = await stage.say(all.ben, general, "@assistant why did the launch move?");
    const start = (key?: string) =>
      startRun(stage.ctxOf(all.ben), { conversationId: general, messageId, ...(key ? { key } : {}) });
    const [one, two] = await Promise.all([start("a"), start("a")]);
    expect([one.created, two.created].sort()).toEqual([false, true]);
    expect((await start("b")).run.id).toBe(one.run.id);
    const advanced = await Promise.all([1, 2, 3].map(() => advanceRun(stage.ctxOf(all.ben), one.run.id)));
    expect(advanced.sort()).toEqual(["busy", "busy", "ended"]);
    expect((await start("a")).run).toMatchObject({ id: one.run.id, status: "complete" });
    expect((await start("c")).run.id).not.toBe(one.run.id);
  });

  test("needs a question of a person, a place to write in, and a model that is there", async () => {
    const start = (
      by: CastMember,
      conversationId: string,
      more: { messageId?: string; model?: string } = {},
    ) => startRun(stage.ctxOf(by), { conversationId, ...more });
    const question = await stage.say(all.ana, general, "@assistant hello?");
    await expect(start(all.gus, general)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(start(all.cleo, board)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(start(all.eve, general)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(start(all.cleo, general)).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const messageId of [newId(), await stage.say(all.ana, board, "Elsewhere?")]) {
      await expect(start(all.ana, general, { messageId })).rejects.toMatchObject({ code: "INVALID" });
    }
    for (const model of ["openai/gpt-6.2-sol", "nobody/nothing", newId()]) {
      await expect(start(all.ana, general, { messageId: question, model })).rejects.toMatchObject({
        details: { errors: [{ path: "model" }] },
      });
    }
    await expect(runOf(all.gus, newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("is answered by the requested model, else the conversation's, else the workspace's, else the best", async () => {
    const models = await read(wired.ctxOf(all.ana), listModels);
    const [luna] = models.filter(({ name }) => name === "gpt-6-luna");
    const [astra] = models.filter(({ name }) => name === "gpt-6.2-astra");
    if (!luna || !astra) throw new Error("The registry lacks a model of this test.");
    expect(models.filter(({ usable }) => usable).map(({ provider }) => provider)).not.toContain("google");
    const askedModel = async (conversationId: string, model?: string) => {
      await wired.ask(all.ana, conversationId, "Anything?", model ? { model } : {});
      return wire.asked.at(-1)?.model;
    };
    const chat = await wired.chat(all.ana);
    await wired.ask(all.ana, chat, "First?");
    expect(await askedModel(chat)).toBe("gpt-6.2-sol");
    expect(await askedModel(chat, "openai/gpt-6-luna")).toBe("gpt-6-luna");
    await updateModel(wired.ctxOf(all.ana), luna.id, { isDefault: true });
    expect(await askedModel(chat)).toBe("gpt-6-luna");
    await all.db.superuser('update "Conversation" set "modelId" = $1 where id = $2', [astra.id, chat]);
    expect(await askedModel(chat)).toBe("gpt-6.2-astra");
    expect(await askedModel(chat, luna.id)).toBe("gpt-6-luna");
    await updateModel(wired.ctxOf(all.ana), luna.id, { isDefault: false });
  });
});

describe("stopping and going on", () => {
  test("a waiting answer is stopped by any participant, and by nobody else", async () => {
    const runId = await stage.start(all.ben, general, "@assistant why did the launch move?");
    await expect(stopRun(stage.ctxOf(all.gus), runId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(stopRun(stage.ctxOf(all.cleo), runId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await stopRun(stage.ctxOf(all.ana), runId)).toMatchObject({
      status: "stopped",
      stoppedById: all.ana.memberId,
    });
    expect(await advanceRun(stage.ctxOf(all.ben), runId)).toBe("busy");
    expect(await stopRun(stage.ctxOf(all.ana), runId)).toMatchObject({ status: "stopped" });
    expect(await answerOf(all.ben, runId)).toMatchObject({ status: "interrupted", body: "" });
  });

  test("stopping waits for the conversation before it holds the answer, as whoever ends it does", async () => {
    const runId = await stage.start(all.ben, general, "@assistant why did the launch move?");
    const ending = new pg.Client({ connectionString: all.db.directUrl });
    await ending.connect();
    await ending.query("begin");
    await ending.query('select 1 from "Conversation" where id = $1 for update', [general]);
    const stopped = stopRun(stage.ctxOf(all.ana), runId);
    await expect.poll(async () => (await waiting()).length).toBe(1);
    await ending.query("set local lock_timeout = '50ms'");
    await ending.query('update "Run" set "eventSeq" = "eventSeq" where id = $1', [runId]);
    await ending.query("commit");
    await ending.end();
    expect(await stopped).toMatchObject({ status: "stopped" });
  });

  test("a stopped answer goes on, once", async () => {
    const runId = await stage.start(all.ben, general, "@assistant why did the launch move?");
    await stopRun(stage.ctxOf(all.ana), runId);
    await joinConversation(stage.ctxOf(all.cleo), general);
    const both = await Promise.allSettled([
      continueRun(stage.ctxOf(all.cleo), runId),
      continueRun(stage.ctxOf(all.ben), runId),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await all.recorded.settled();
    expect(all.recorded.jobs.filter(({ name }) => name === "run.requested")).toHaveLength(1);
    expect(await answerOf(all.ben, runId)).toMatchObject({ status: "streaming" });
    await advanceRun(stage.ctxOf(all.cleo), runId);
    expect(await runOf(all.ben, runId)).toMatchObject({ status: "complete", stoppedById: null });
    await expect(continueRun(stage.ctxOf(all.ben), runId)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("when the platform's time is up the answer yields, and the next worker goes on where it stopped", async () => {
    wire.play([{ kind: "text", text: `one two ${"three four ".repeat(300)}`, everyMs: 20 }]);
    const runId = await wired.start(all.ben, general, "@assistant count");
    expect(await advanceRun(wired.ctxOf(all.ben), runId, { yieldAfterMs: 1_500 })).toBe("yielded");
    await all.recorded.settled();
    expect(all.recorded.jobs.map(({ name }) => name)).toContain("run.requested");
    wire.play([{ kind: "text", text: " and the rest" }]);
    expect(await advanceRun(wired.ctxOf(all.ben), runId)).toBe("ended");
    const { body } = await answerOf(all.ben, runId);
    expect(body).toMatch(/^one two .*and the rest$/);
    const { questions, body: sent } = wire.asked.at(-1) ?? { questions: [], body: {} };
    expect(questions.at(-1)).toContain("Go on exactly where it stopped");
    expect(JSON.stringify(sent)).toContain(JSON.stringify(body.replace(" and the rest", "")).slice(1, -1));
  });
});

describe("the ledger", () => {
  test("has a line for each attempt, and every sum that is shown is a sum of its lines", async () => {
    const chat = await wired.chat(all.dev);
    wire.play([
      { kind: "status", status: 500 },
      { kind: "text", usage: { input: 1_000, cachedInput: 400, output: 50 } },
    ]);
    const runId = await wired.ask(all.dev, chat, "How much is it?");
    const lines = await all.db.superuser<{
      purpose: string;
      status: string;
      costMicros: number;
      inputTokens: number;
    }>(
      'select purpose, status, "costMicros", "inputTokens" from "UsageEntry" where "runId" = $1 order by id',
      [runId],
    );
    expect(lines.map(({ purpose, status }) => `${purpose} ${status}`)).toEqual([
      "answer failed",
      "answer complete",
      "title complete",
    ]);
    // 600 at 2, 400 cached at 0.1, 50 out at 10 micro-dollars
    expect(lines.map(({ costMicros }) => costMicros).slice(0, 2)).toEqual([0, 1_740]);
    const run = await runOf(all.dev, runId);
    expect(run).toMatchObject({
      costMicros: 1_740,
      inputTokens: 1_000,
      outputTokens: 50,
      receipt: { costMicros: 1_740 },
    });
    expect(await answerOf(all.dev, runId)).toMatchObject({ costMicros: 1_740, tokens: 1_050 });

    const own = await read(wired.ctxOf(all.dev), (tx) => getUsage(tx, 30));
    const sum = lines.reduce((total, { costMicros }) => total + costMicros, 0);
    expect(own.total).toMatchObject({ costMicros: sum, attempts: 3 });
    for (const group of [own.byDay, own.byModel, own.byPurpose, own.byMember]) {
      expect(group.reduce((total, { costMicros }) => total + costMicros, 0)).toBe(sum);
    }
    const [ledger] = await all.db.superuser<{ sum: number }>(
      'select sum("costMicros")::int as sum from "UsageEntry" where "workspaceId" = $1',
      [all.acme.id],
    );
    expect((await read(wired.ctxOf(all.ana), (tx) => getUsage(tx, 30))).total.costMicros).toBe(ledger?.sum);
    expect((await read(wired.ctxOf(all.gus), (tx) => getUsage(tx, 30))).total.attempts).toBe(0);
  });
});

test("an answer that somebody works on is not ended by anybody else", async () => {
  const runId = await stage.start(all.ben, general, "@assistant why did the launch move?");
  expect(await claimRun(stage.ctxOf(all.ben), runId)).not.toBeNull();
  expect(await endIdleRun(stage.ctxOf(all.ana), runId, "interrupted", null)).toBe(false);
  expect(await runOf(all.ben, runId)).toMatchObject({ status: "running", endedAt: null });
  expect(await claimRun(stage.ctxOf(all.ben), runId)).toBeNull();
});

test("an answer in a conversation that was deleted meanwhile ends without a word", async () => {
  const doomed = await stage.channel(all.ana, "doomed", "private");
  const [waiting, working] = [
    await stage.start(all.ana, doomed, "@assistant one?"),
    await stage.start(all.ana, doomed, "@assistant two?"),
  ];
  await deleteConversation(stage.ctxOf(all.ana), doomed);
  expect(await advanceRun(stage.ctxOf(all.ana), working)).toBe("ended");
  await all.db.superuser(`update "Run" set "createdAt" = now() - interval '20 minutes' where id = $1`, [
    waiting,
  ]);
  expect(await sweepRuns(stage.ctxOf(all.ana))).toBe(1);
  const rows = await all.db.superuser<{ status: string }>(
    'select status from "Run" where "conversationId" = $1',
    [doomed],
  );
  expect(rows.map(({ status }) => status).sort()).toEqual(["failed", "interrupted"]);
});

test("the sweeper asks again for what nobody took, and leaves what is over alone", async () => {
  const runId = await stage.start(all.ben, general, "@assistant why did the launch move?");
  expect(await sweepRuns(stage.ctxOf(all.ana))).toBe(0);
  await all.db.superuser(`update "Run" set "createdAt" = now() - interval '2 minutes' where id = $1`, [
    runId,
  ]);
  expect(await sweepRuns(stage.ctxOf(all.ana))).toBe(0);
  await all.recorded.settled();
  expect(all.recorded.jobs.filter(({ name }) => name === "run.requested")).toHaveLength(1);
  await all.db.superuser(`update "Run" set "createdAt" = now() - interval '20 minutes' where id = $1`, [
    runId,
  ]);
  expect(await sweepRuns(stage.ctxOf(all.ana))).toBe(1);
  expect(await runOf(all.ben, runId)).toMatchObject({
    status: "interrupted",
    error: "Nobody began to answer.",
  });
  expect(await sweepRuns(stage.ctxOf(all.ana))).toBe(0);
});
