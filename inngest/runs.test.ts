import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createInngestJobs } from "@/lib/adapters/jobs/inngest";
import { newId } from "@/lib/core/ids";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { sendMessage } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { continueRun, stopRun } from "@/lib/runs/commands";
import { getRunForViewer } from "@/lib/runs/queries";
import { findReader } from "@/lib/sources/audiences/queries";
import { searchPassages } from "@/lib/sources/queries";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { EVENT_KEY, type JobsWorld, SIGNING_KEY, startJobsWorld, until } from "@/tests/support/jobs";
import { answerMention, workOnRun } from "./runs";
import { followIndex } from "./sources";

let all: Cast;
let stage: Stage;
let world: JobsWorld;
let ctxOf: (person: CastMember) => Ctx;
let general: string;

beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
  stage = await stageOf(all);
  general = await stage.channel(all.ana, "general", "public", [all.ben]);
});
beforeEach(async () => {
  const ports = async () => ctxOf(all.ana);
  world = await startJobsWorld({
    databaseUrl: all.db.directUrl,
    functions: (client) =>
      [answerMention, workOnRun, followIndex].map((each) => each.bind({ client, ports })),
  });
  const jobs = createInngestJobs({
    eventKey: EVENT_KEY,
    signingKey: SIGNING_KEY,
    baseUrl: world.executor.eventUrl,
  });
  ctxOf = (person) => ({ ...stage.ctxOf(person), jobs });
});
afterEach(() => world.stop());
afterAll(() => all.db.drop());

const say = (by: CastMember, body: string) =>
  sendMessage(ctxOf(by), { conversationId: general, clientId: newId(), body });
const answers = () =>
  read(ctxOf(all.ana), async (tx) => {
    const { items } = await listMessages(tx, general, { limit: 50 });
    return items.filter(({ role }) => role === "assistant");
  });

test("a message is findable soon after it was sent, and a mention is answered, once however often the event comes", async () => {
  await say(all.ana, "The bakery closes at six because of the fair.");
  await until(
    () =>
      read(ctxOf(all.ben), async (tx) => {
        const readers = await findReader(tx, all.ben.memberId);
        const found = await searchPassages(tx, {
          question: "bakery fair",
          readers,
          questionId: null,
          limit: 1,
        });
        return found.passages.length === 1;
      }),
    "the passage",
  );
  const { message } = await say(all.ben, "@assistant why does the bakery close at six?");
  await until(async () => (await answers()).some(({ status }) => status === "complete"), "the answer");

  const { actor, requestId, workspaceId } = ctxOf(all.ben);
  const payload = { conversation_id: general, message_id: message.id, assistant_id: all.assistant.memberId };
  const caller = { asked_by_id: all.ben.memberId, actor, request_id: requestId, workspace_id: workspaceId };
  for (let i = 0; i < 4; i++) await world.send("assistant.mentioned", { ...payload, ...caller }, newId());
  await world.ended("answer-mention", 5);
  const given = await answers();
  expect(given).toHaveLength(1);
  expect(given[0]?.body).toContain("The bakery closes at six because of the fair.");
});

test("a continued answer is taken up by a job", async () => {
  const runId = await stage.start(all.ben, general, "@assistant when does the bakery close?");
  await stopRun(ctxOf(all.ana), runId);
  await continueRun(ctxOf(all.ben), runId);
  await until(
    async () => (await read(ctxOf(all.ben), (tx) => getRunForViewer(tx, runId))).status === "complete",
    "the run",
  );
});
