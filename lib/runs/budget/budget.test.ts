import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { read } from "@/lib/ctx";
import { addModel } from "@/lib/models/commands";
import { findEngine } from "@/lib/models/queries";
import { updateWorkspace } from "@/lib/workspaces/commands";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, cast } from "@/tests/support/cast";
import { type OpenAiWire, startOpenAiWire } from "@/tests/support/wire-openai";
import { sweepRuns } from "../commands";
import { openEntry } from "../ledger/commands";
import { getUsage } from "../ledger/queries";
import { getRunForViewer } from "../queries";
import { tryModel } from "../trials/commands";
import { findBudget } from "./queries";

let all: Cast;
let stage: Stage;
let wire: OpenAiWire;
let modelId: string;
/** A cent for the first thousand tokens in, whatever comes out. */
const dear = { upToInputTokens: null, inputMicros: 10_000_000, cachedInputMicros: 0, outputMicros: 1 };

beforeAll(async () => {
  all = await cast();
  wire = await startOpenAiWire();
  stage = await stageOf(all, { openai: { apiKey: "key", baseUrl: wire.baseUrl } });
  const model = { name: "dear", contextWindow: 8_000, maxOutput: 800, pricing: [dear] };
  modelId = (await addModel(stage.ctxOf(all.ana), { provider: "openai", ...model })).id;
});
afterAll(async () => {
  await wire.close();
  await all.db.drop();
});
beforeEach(() => wire.play([{ kind: "text" }]));

const budgetOf = () => read(stage.ctxOf(all.ana), findBudget);
const setBudget = (budgetCents: number | null) => updateWorkspace(stage.ctxOf(all.ana), { budgetCents });
const receiptOf = async (runId: string) =>
  (await read(stage.ctxOf(all.ana), (tx) => getRunForViewer(tx, runId))).receipt;

describe("a month's budget", () => {
  test("is set aside before an attempt and settled after it, to what the ledger says", async () => {
    await setBudget(500);
    const chat = await stage.chat(all.ana);
    await stage.ask(all.ana, chat, "Ready?", { model: modelId });
    const [row] = await all.db.superuser<{ spent: number; reserved: number; open: number }>(
      `select sum("costMicros")::int as spent, max("reservedMicros") as reserved,
         count(*) filter (where status = 'open')::int as open from "UsageEntry" where "workspaceId" = $1`,
      [all.acme.id],
    );
    expect(row?.open).toBe(0);
    expect(row?.reserved).toBeGreaterThan(0);
    expect(await budgetOf()).toMatchObject({ limitMicros: 5_000_000, spentMicros: row?.spent });
    const usage = await read(stage.ctxOf(all.ana), (tx) => getUsage(tx, 30));
    expect(usage.total.costMicros).toBe(row?.spent);
    expect(usage.budget?.spentMicros).toBe(row?.spent);
    expect((await read(stage.ctxOf(all.mia), (tx) => getUsage(tx, 30))).budget).toBeNull();
  });

  test("that is spent refuses a chat with a sentence, and leaves messages and Quotes only alone", async () => {
    await setBudget(0);
    const chat = await stage.chat(all.ana);
    await expect(stage.ask(all.ana, chat, "Ready?", { model: modelId })).rejects.toMatchObject({
      code: "QUOTA",
      message: expect.stringContaining("budget for models of $0.00 is spent"),
    });
    const asked = wire.asked.length;
    await stage.say(all.ana, chat, "Then we talk ourselves.");
    const runId = await stage.ask(all.ana, chat, "Quotes then?", { model: "quotes/quotes-only" });
    expect(await receiptOf(runId)).toMatchObject({ engine: { provider: "quotes" } });
    expect(wire.asked).toHaveLength(asked);
  });

  test("that does not hold another answer lets Quotes only answer in front of others, and says instead of whom", async () => {
    await setBudget(0);
    const channel = await stage.channel(all.ana, "lunch", "public", [all.mia]);
    const runId = await stage.ask(all.mia, channel, "@assistant what is for lunch?", { model: modelId });
    expect(await receiptOf(runId)).toMatchObject({ engine: { provider: "quotes" }, insteadOf: "dear" });
  });

  test("lets two that begin together take the last of it once", async () => {
    const ctx = stage.ctxOf(all.ana);
    const engine = await read(ctx, (tx) => findEngine(tx, modelId));
    const spent =
      (await budgetOf())?.spentMicros ?? (await read(ctx, (tx) => getUsage(tx, 30))).total.costMicros;
    await setBudget(Math.ceil(spent / 10_000) + 1);
    const left = ((await budgetOf())?.limitMicros ?? 0) - spent;
    const inputTokens = Math.ceil((left / 10) * 0.6); // each takes more than half, at 10 micro-dollars a token
    if (!engine) throw new Error("The model of this test has no key.");
    const line = { runId: null, conversationId: null, memberId: null, purpose: "test", attempt: 1 } as const;
    const tries = await Promise.allSettled([
      openEntry(ctx, { ...line, engine, inputTokens }),
      openEntry(ctx, { ...line, engine, inputTokens }),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [refused] = tries.filter((one) => one.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "QUOTA" });
    await all.db.superuser(`delete from "UsageEntry" where status = 'open'`);
  });

  test("counts as spent what a dead process left open, once it is sure that nobody lives to settle it", async () => {
    await setBudget(null);
    const ctx = stage.ctxOf(all.ana);
    const engine = await read(ctx, (tx) => findEngine(tx, modelId));
    if (!engine) throw new Error("The model of this test has no key.");
    const line = {
      runId: null,
      conversationId: null,
      memberId: null,
      purpose: "report",
      attempt: 1,
    } as const;
    const left = await openEntry(ctx, { ...line, engine, inputTokens: 100 });
    const young = await openEntry(ctx, { ...line, engine, inputTokens: 100 });
    await all.db.superuser(
      `update "UsageEntry" set "createdAt" = now() - interval '11 minutes' where id = $1`,
      [left],
    );
    await sweepRuns(ctx);
    const rows = await all.db.superuser<{ id: string; status: string; isSpent: boolean }>(
      `select id, status, "costMicros" = "reservedMicros" and "costMicros" > 0 as "isSpent" from "UsageEntry" where id = any($1)`,
      [[left, young]],
    );
    expect(rows).toContainEqual({ id: left, status: "interrupted", isSpent: true });
    expect(rows).toContainEqual({ id: young, status: "open", isSpent: false });
    await all.db.superuser(`delete from "UsageEntry" where id = $1`, [young]);
  });

  test("is each workspace's own", async () => {
    await setBudget(0);
    expect(await read(stage.ctxOf(all.gus), findBudget)).toBeNull();
  });
});

describe("trying a model", () => {
  test("says what came of it, and is a line of the ledger", async () => {
    await setBudget(null);
    expect(await tryModel(stage.ctxOf(all.ana), modelId)).toMatchObject({
      ok: true,
      sentence: expect.stringMatching(/^dear answered in [\d.]+ s from 127\.0\.0\.1:\d+\.$/),
    });
    wire.play([{ kind: "status", status: 401 }]);
    const refused = await tryModel(stage.ctxOf(all.ana), modelId);
    expect(refused).toMatchObject({ ok: false, sentence: expect.stringContaining("refused") });
    const purposes = await all.db.superuser(
      `select status from "UsageEntry" where purpose = 'test' order by id desc limit 2`,
    );
    expect(purposes).toEqual([{ status: "failed" }, { status: "complete" }]);
    await expect(tryModel(stage.ctxOf(all.gus), modelId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
