import { readUIMessageStream, type UIMessageChunk } from "ai";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { removeParticipant } from "@/lib/conversations/participants/commands";
import { fromSnake } from "@/lib/core/case";
import { HOUR, manualClock } from "@/lib/core/clock";
import { topics } from "@/lib/core/event";
import { read } from "@/lib/ctx";
import { deleteMessage } from "@/lib/messages/commands";
import { getMessageDto } from "@/lib/messages/queries";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, cast } from "@/tests/support/cast";
import { type OpenAiWire, startOpenAiWire } from "@/tests/support/wire-openai";
import { askInStream } from "../asking/commands";
import {
  applyDelta,
  applyStreamed,
  emptyRunView,
  type RunView,
  readChunks,
  type StreamedChunk,
} from "../client";
import { continueRun, stopRun, sweepRuns } from "../commands";
import { runDelta } from "../events";
import { getRunForViewer } from "../queries";
import { advanceRun } from "../turns/commands";
import { streamRun } from "./queries";

/** A busy machine is not a fault. */
const PATIENTLY = { timeout: 15_000 };

let all: Cast;
let stage: Stage;
let wire: OpenAiWire;
let room: string;
const clock = manualClock(new Date());

beforeAll(async () => {
  all = await cast({ clock });
  wire = await startOpenAiWire();
  stage = await stageOf(all, { openai: { apiKey: "key", baseUrl: wire.baseUrl } });
  room = await stage.channel(all.ana, "room", "private", [all.ben, all.cleo]);
  await stage.say(all.ana, room, "The kite festival is on 3 June. Bring “string”.");
});
afterAll(async () => {
  await wire.close();
  await all.db.drop();
});
beforeEach(() => {
  const words = 'Well, 你好 "The kite festival is on 3 June." [1] 😀 and so on. '.repeat(8);
  wire.play([{ kind: "text", text: words, everyMs: 8 }]);
});

async function readAll(response: Response, from: RunView): Promise<RunView> {
  let view = from;
  for await (const chunk of readChunks(response)) view = applyStreamed(view, chunk);
  return view;
}
/** The parts of a stream, without the cursors between them. */
async function partsOf(response: Response): Promise<StreamedChunk[]> {
  const parts: StreamedChunk[] = [];
  for await (const chunk of readChunks(response)) if (chunk.type !== "data-cursor") parts.push(chunk);
  return parts;
}
const streamOf = async (runId: string, cursor: number, more: { tailMs?: number } = {}) =>
  streamRun(stage.ctxOf(all.ben), { runId, cursor, ...more });
const answerOf = async (runId: string) =>
  read(stage.ctxOf(all.ana), async (tx) => getMessageDto(tx, (await getRunForViewer(tx, runId)).messageId));
const eventSeqOf = async (runId: string) =>
  (await read(stage.ctxOf(all.ana), (tx) => getRunForViewer(tx, runId))).eventSeq;

test("the asker's stream, a teammate's deltas, and a replay from any cursor are the same to the character", async () => {
  const messageId = await stage.say(all.ana, room, "@assistant when is the kite festival?");
  const { response, working } = await askInStream(stage.ctxOf(all.ana), { conversationId: room, messageId });
  const runId = response.headers.get("x-run-id") ?? "";
  expect(response.headers.get("content-type")).toContain("text/event-stream");

  // A second tab opens in the middle, reads what there is for a moment, loses its connection, and comes back.
  const opened = await streamOf(runId, 0, { tailMs: 150 });
  const [asked, early] = await Promise.all([
    readAll(response, emptyRunView(runId)),
    readAll(opened, emptyRunView(runId)),
  ]);
  expect(early.end).toBeNull();
  const resumed = await readAll(await streamOf(runId, early.cursor), early);
  await working;
  await all.recorded.settled();

  const answer = await answerOf(runId);
  expect(answer.body.length).toBeGreaterThan(300);
  const whole = { text: answer.body, citations: answer.citations, end: { status: "complete", error: null } };
  expect(asked).toMatchObject(whole);
  expect(resumed).toMatchObject(whole);
  const heard = all.recorded
    .heardOn(topics.live(room))
    .filter(({ name }) => name === "run.delta")
    .map(({ payload }) => runDelta.schema.parse(fromSnake(runDelta.schema, payload)));
  expect(heard.reduce(applyDelta, emptyRunView(runId))).toMatchObject({ ...whole, gap: false });
  for (const { parts } of heard) expect(JSON.stringify(parts).length).toBeLessThan(10_000);

  const last = await eventSeqOf(runId);
  expect([asked.cursor, resumed.cursor]).toEqual([last, last]);
  const log = await partsOf(await streamOf(runId, 0));
  for (let cursor = 0; cursor <= last; cursor++) {
    expect(await partsOf(await streamOf(runId, cursor)), `from ${cursor}`).toEqual(log.slice(cursor));
  }
}, 30_000);

test("a reader of the AI SDK understands the stream", async () => {
  const messageId = await stage.say(all.ana, room, "@assistant when is the kite festival, again?");
  const { response, working } = await askInStream(stage.ctxOf(all.ana), { conversationId: room, messageId });
  let text = "";
  const types = new Set<string>();
  for await (const message of readUIMessageStream({ stream: chunksOf(response) })) {
    text = message.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
    for (const part of message.parts) types.add(part.type);
  }
  await working;
  const answer = await answerOf(response.headers.get("x-run-id") ?? "");
  expect(text).toBe(answer.body);
  expect([...types].sort()).toEqual(["data-citation", "data-end", "data-status", "text"]);
});

test("an asker who goes away leaves the work going on", async () => {
  const messageId = await stage.say(all.ana, room, "@assistant when is the kite festival, really?");
  const { response, working } = await askInStream(stage.ctxOf(all.ana), { conversationId: room, messageId });
  await response.body?.cancel();
  await working;
  expect(await answerOf(response.headers.get("x-run-id") ?? "")).toMatchObject({ status: "complete" });
});

test("asking the same question meanwhile, or with the same key, streams the same answer", async () => {
  const messageId = await stage.say(all.ana, room, "@assistant when is the kite festival, please?");
  const ask = (key?: string) =>
    askInStream(stage.ctxOf(all.ana), { conversationId: room, messageId, ...(key ? { key } : {}) });
  const first = await ask("key-1");
  const second = await ask();
  const [one, two] = await Promise.all(
    [first, second].map(({ response }) =>
      readAll(response, emptyRunView(response.headers.get("x-run-id") ?? "")),
    ),
  );
  await first.working;
  const again = (await ask("key-1")).response;
  const three = await readAll(again, emptyRunView(again.headers.get("x-run-id") ?? ""));
  expect([two?.text, three.text]).toEqual([one?.text, one?.text]);
});

test("who may not read the conversation is told that there is no such run, also in the middle", async () => {
  const runId = await stage.start(all.ana, room, "@assistant tell me");
  for (const stranger of [all.gus, all.mia, all.eve]) {
    await expect(streamRun(stage.ctxOf(stranger), { runId, cursor: 0 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  }
  const response = await streamRun(stage.ctxOf(all.cleo), { runId, cursor: 0 });
  await removeParticipant(stage.ctxOf(all.ana), room, all.cleo.memberId);
  const text = await response.text();
  expect(text).toContain('"type":"error"');
  expect(text).not.toContain("text-delta");
  await stopRun(stage.ctxOf(all.ana), runId);
});

test("what a deleted answer said is not in its stream any more", async () => {
  const runId = await stage.ask(all.ana, room, "@assistant when is the kite festival, tell me?");
  const { id } = await answerOf(runId);
  await deleteMessage(stage.ctxOf(all.ana), id);
  for (const cursor of [0, 2]) {
    const text = await (await streamOf(runId, cursor)).text();
    expect(text).toContain("This answer was deleted.");
    expect(text).not.toContain("festival");
  }
});

test("a replay quotes nothing that its readers may not read any more, from any cursor", async () => {
  const place = await stage.channel(all.ana, "kites", "private", [all.ben]);
  const source = await stage.say(all.ana, place, "The kite auction is on 9 July.");
  wire.play([{ kind: "text", text: 'Look: "The kite auction is on 9 July." [1] That is all.' }]);
  const runId = await stage.ask(all.ana, place, "@assistant when is the kite auction?");
  const last = await eventSeqOf(runId);
  const whole = await readAll(await streamOf(runId, 0), emptyRunView(runId));
  expect(whole.citations, "the premise: it was quoted").toHaveLength(1);
  await deleteMessage(stage.ctxOf(all.ana), source);
  for (let cursor = 0; cursor < last; cursor++) {
    const text = await (await streamOf(runId, cursor)).text();
    expect(text, `from ${cursor}`).not.toContain("9 July");
    expect(text).not.toContain("data-citation");
  }
  const now = await readAll(await streamOf(runId, 0), emptyRunView(runId));
  expect(now.text).toBe((await answerOf(runId)).body);
  expect(now).toMatchObject({ citations: [], end: { status: "complete" } });
});

test("an hour later the steps are erased: the whole answer still streams, a cursor in the middle is gone, Continue begins anew", async () => {
  const runId = await stage.start(all.ana, room, "@assistant how long is the festival?");
  const working = advanceRun(stage.ctxOf(all.ana), runId);
  await expect.poll(() => eventSeqOf(runId), PATIENTLY).toBeGreaterThan(6);
  await stopRun(stage.ctxOf(all.ben), runId);
  await working;
  const before = await readAll(await streamOf(runId, 0), emptyRunView(runId));
  expect(before.end).toMatchObject({ status: "stopped" });

  clock.advance(2 * HOUR);
  await sweepRuns(stage.ctxOf(all.ana));
  expect(await all.db.superuser('select from "RunEvent" where "runId" = $1', [runId])).toEqual([]);
  expect(await readAll(await streamOf(runId, 0), emptyRunView(runId))).toEqual(before);
  await expect(streamOf(runId, 3)).rejects.toMatchObject({ code: "GONE" });

  wire.play([{ kind: "text", text: "It lasts a day." }]);
  await continueRun(stage.ctxOf(all.ben), runId);
  await advanceRun(stage.ctxOf(all.ben), runId);
  for (const from of [emptyRunView(runId), before]) {
    const after = await readAll(await streamOf(runId, from.cursor), from);
    expect(after).toMatchObject({ text: `${before.text}It lasts a day.`, end: { status: "complete" } });
  }
});

function chunksOf(response: Response): ReadableStream<UIMessageChunk> {
  const lines = response.body?.pipeThrough(new TextDecoderStream());
  if (!lines) throw new Error("The response has no body.");
  let rest = "";
  return lines.pipeThrough(
    new TransformStream<string, UIMessageChunk>({
      transform(piece, controller) {
        const events = (rest + piece).split("\n\n");
        rest = events.pop() ?? "";
        for (const event of events) {
          if (event.startsWith("data: {")) controller.enqueue(JSON.parse(event.slice(6)));
        }
      },
    }),
  );
}
