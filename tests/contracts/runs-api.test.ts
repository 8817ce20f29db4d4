import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { type Stage, stageOf } from "../support/assistants";
import { type Cast, cast } from "../support/cast";
import { browserOf, serve, type TestBrowser } from "../support/http";

let all: Cast;
let stage: Stage;
let ana: TestBrowser;
let ben: TestBrowser;
let gus: TestBrowser;
let general: string;

beforeAll(async () => {
  all = await cast();
  stage = await stageOf(all);
  serve({ ...all.ports, models: stage.ctxOf(all.ana).models });
  [ana, ben, gus] = [
    await browserOf(all, all.ana),
    await browserOf(all, all.ben),
    await browserOf(all, all.gus),
  ];
  general = await stage.channel(all.ana, "general", "public", [all.ben]);
  await stage.say(all.ana, general, "The lighthouse is painted every spring.");
});
afterAll(() => all.db.drop());

const acme = "/workspaces/acme";
const chunks = (text: string): { type: string; data?: Record<string, unknown> }[] =>
  text.split("\n").flatMap((line) => (line.startsWith("data: {") ? [JSON.parse(line.slice(6))] : []));

test("a turn streams as a UI message stream, and everything about it can be read again", async () => {
  const asked = await ben.post(`${acme}/conversations/${general}/messages`, {
    client_id: newId(),
    body: "When is the lighthouse painted?",
  });
  const turn = await ben.post(`${acme}/conversations/${general}/runs`, { message_id: asked.body.id });
  expect(turn.status).toBe(200);
  expect(turn.headers.get("content-type")).toMatch(/^text\/event-stream/);
  expect(turn.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
  const parts = chunks(turn.text);
  expect(parts.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["start", "text-delta", "data-citation", "data-end", "finish"]),
  );
  expect(parts.find(({ type }) => type === "data-citation")?.data).toMatchObject({
    source_type: "conversation",
    source_id: general,
    anchor: { kind: "message", conversation_id: general, seq: 1 },
    verified: true,
  });

  const runId = turn.headers.get("x-run-id");
  const run = await ben.get(`${acme}/runs/${runId}`);
  expect(run.body).toMatchObject({
    id: runId,
    status: "complete",
    private_more: false,
    receipt: { quoted: 1, left_out: 0 },
  });
  expect((await ana.get(`${acme}/runs/${runId}`)).body.private_more).toBeNull();
  const replay = await ana.get(`${acme}/runs/${runId}/stream?cursor=0`);
  const textOf = (all: ReturnType<typeof chunks>) =>
    JSON.stringify(all.filter(({ type }) => type === "data-citation"));
  expect(textOf(chunks(replay.text))).toBe(textOf(parts));
  expect(chunks(replay.text).at(-2)).toEqual({
    type: "data-cursor",
    transient: true,
    data: { cursor: run.body.event_seq },
  });
  expect((await ana.post(`${acme}/runs/${runId}/continue`)).status).toBe(409);
  expect((await ana.post(`${acme}/runs/${runId}/stop`)).body.status).toBe("complete");
});

test("the same idempotency key is the same turn", async () => {
  const send = () =>
    ana.post(
      `${acme}/conversations/${general}/runs`,
      {},
      { headers: { "idempotency-key": "turn-0001-of-ana" } },
    );
  const [one, two] = [await send(), await send()];
  expect(two.headers.get("x-run-id")).toBe(one.headers.get("x-run-id"));
});

test("a stranger finds none of it, and bad input is named", async () => {
  const runId = await stage.ask(all.ben, general, "@assistant when is the lighthouse painted?");
  for (const path of [`runs/${runId}`, `runs/${runId}/stream`]) {
    expect((await gus.get(`/workspaces/globex/${path}`)).status).toBe(404);
    expect((await gus.get(`${acme}/${path}`)).status).toBe(404);
  }
  for (const verb of ["stop", "continue"]) {
    expect((await gus.post(`/workspaces/globex/runs/${runId}/${verb}`)).status).toBe(404);
  }
  expect((await gus.post(`/workspaces/globex/conversations/${general}/runs`, {})).status).toBe(404);
  const wrong = await ben.post(`${acme}/conversations/${general}/runs`, { model: "nobody/nothing" });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: "model" }] } });
  expect((await ben.post(`${acme}/conversations/${general}/runs`, { tools: ["all"] })).status).toBe(422);
  expect((await ben.get(`${acme}/runs/${runId}/stream?cursor=-1`)).status).toBe(422);
});

test("models, assistants and usage answer, and only an admin sets the default", async () => {
  const models = (await ben.get(`${acme}/models`)).body.items;
  const quotes = models.find(({ provider }: { provider: string }) => provider === "quotes");
  expect(models[0]).toMatchObject({ provider: "quotes", usable: true, host: null });
  const cleo = await browserOf(all, all.cleo);
  expect((await cleo.patch(`${acme}/models/${quotes.id}`, { is_default: true })).status).toBe(403);
  expect((await ana.patch(`${acme}/models/${quotes.id}`, { is_default: true })).body).toMatchObject({
    is_default: true,
  });
  const audit = (await ana.get(`${acme}/audit`)).body.items;
  expect(audit[0]).toMatchObject({ action: "model.updated", target: { kind: "model", id: quotes.id } });
  const unusable = models.find(({ usable }: { usable: boolean }) => !usable);
  expect((await ana.patch(`${acme}/models/${unusable.id}`, { is_default: true })).status).toBe(404);
  expect((await cleo.get(`${acme}/assistants`)).body.items).toMatchObject([
    { name: "assistant", is_default: true },
  ]);
  expect((await ana.get(`${acme}/usage?days=7`)).body.total.attempts).toBeGreaterThan(0);
  expect((await cleo.get(`${acme}/usage`)).body.total.attempts).toBe(0);
});
