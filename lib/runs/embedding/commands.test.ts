import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { createDocument } from "@/lib/documents/commands";
import { followVectors } from "@/lib/documents/embedding/commands";
import { getDocument } from "@/lib/documents/queries";
import { findReader } from "@/lib/sources/audiences/queries";
import { searchPassages } from "@/lib/sources/queries";
import { listSpaces } from "@/lib/sources/vectors/queries";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, cast } from "@/tests/support/cast";
import { embedAll, startEmbedder } from "@/tests/support/embedder";
import { keepFile, processAll } from "@/tests/support/library";
import { type OpenAiWire, startOpenAiWire } from "@/tests/support/wire-openai";
import { getRunForViewer } from "../queries";
import { embedPassages, embedQuestion, isEmbeddingDue } from "./commands";

let all: Cast;
let stage: Stage;
let models: OpenAiWire;
let embedder: Awaited<ReturnType<typeof startEmbedder>>;

beforeAll(async () => {
  setLogLevel("error");
  embedder = await startEmbedder();
  models = await startOpenAiWire();
  all = await cast();
  all.ports.embeddings = embedder.port();
  stage = await stageOf(all, { compatible: { apiKey: "key", baseUrl: models.baseUrl } });
});
afterEach(() => embedder.wire.play([{ kind: "text" }]));
afterAll(async () => {
  await all.recorded.settled();
  await embedder.wire.close();
  await models.close();
  await all.db.drop();
});

const system = (): Ctx => ({ ...all.ctxOf(all.ana), actor: { kind: "system", reason: "test" } });

async function keep(text: string) {
  const ctx = all.ctxOf(all.ana);
  const file = await keepFile(ctx, `${text.slice(0, 12)}.txt`, text);
  const { document } = await createDocument(ctx, { fileId: file.id });
  await processAll(ctx, { documentId: document.id, version: 1 });
  return document.id;
}

const stageNow = (id: string) =>
  read(all.ctxOf(all.ana), async (tx) => {
    const { status, stage: reached, progress } = await getDocument(tx, id);
    return { status, stage: reached, progress };
  });

const spaces = () =>
  read(all.ctxOf(all.ana), listSpaces).then((list) =>
    list.map(({ embedder: { model }, status }) => [model, status]),
  );

const ledger = () =>
  all.db.superuser<{ model: string; status: string; inputTokens: number; costMicros: number }>(
    `select model, status, "inputTokens", "costMicros" from "UsageEntry" where purpose = 'embedding' order by "createdAt"`,
  );

async function find(question: string) {
  const ctx = all.ctxOf(all.cleo);
  const meaning = await embedQuestion(ctx, {
    text: question,
    conversationId: null,
    memberId: all.cleo.memberId,
  });
  return read(ctx, async (tx) => {
    const readers = await findReader(tx, all.cleo.memberId);
    return searchPassages(tx, { question, meaning, readers, questionId: null, limit: 5 });
  });
}

test("a document is found by its words at once, and says when it is found by its meaning as well", async () => {
  const id = await keep("Everybody gets thirty days of annual leave.");
  expect(await stageNow(id)).toEqual({ status: "ready", stage: "indexed", progress: 100 });
  await all.recorded.settled();
  expect(all.recorded.jobs.map(({ name }) => name)).toContain("passages.changed");
  expect(await find("annual leave")).toMatchObject({ byMeaning: false, isEnough: true });

  const { documentIds } = await embedPassages(system());
  await followVectors(system(), documentIds);
  expect(documentIds).toEqual([id]);
  expect(await stageNow(id)).toEqual({ status: "ready", stage: "embedded", progress: 100 });
  expect(await spaces()).toEqual([["first", "serving"]]);
  expect(await isEmbeddingDue(system())).toBe(false);
  const found = await find("How much vacation?");
  expect(found).toMatchObject({ byMeaning: true, isEnough: false });
  expect(found.passages[0]?.sourceId).toBe(id);
});

test("an embedder that is away, slow or refuses stops nothing: words find it, and it is made up for", async () => {
  embedder.wire.play([{ kind: "status", status: 500 }]);
  const id = await keep("The automobile stands in the yard.");
  expect(await embedPassages(system())).toEqual({ embedded: 0, documentIds: [], isLeft: false });
  expect(await stageNow(id)).toMatchObject({ status: "ready", stage: "indexed" });
  expect(await find("automobile in the yard")).toMatchObject({ byMeaning: false, isEnough: true });
  const [row] = await all.db.superuser<{ failure: string }>("select failure from search.space");
  expect(row?.failure).toBe("The embedder is not answering right now.");
  expect(await isEmbeddingDue(system())).toBe(true);

  embedder.wire.play([{ kind: "text" }]);
  expect(await embedAll(system())).toBe(1);
  expect((await find("car")).passages[0]?.sourceId).toBe(id);
  expect(await all.db.superuser("select failure from search.space")).toEqual([{ failure: null }]);
});

test("one text that is refused is left out, and the others of its batch are not", async () => {
  embedder.wire.play(({ questions }) =>
    questions.some((text) => text.includes("Unspeakable"))
      ? { kind: "status", status: 400 }
      : { kind: "text" },
  );
  await keep("Unspeakable things happened.");
  const spoken = await keep("Remuneration is paid monthly.");
  await embedAll(system());
  expect(await isEmbeddingDue(system()), "it is not asked again and again").toBe(false);
  expect((await find("wages")).passages[0]?.sourceId).toBe(spoken);
});

test("each call is a line of the ledger, priced by the registry, and the month's budget holds", async () => {
  all.ports.embeddings = embedder.port("text-embedding-3-small", "openai");
  await embedAll(system());
  const lines = await ledger();
  expect(new Set(lines.map(({ status }) => status))).toEqual(new Set(["complete", "failed"]));
  const line = lines.at(-1);
  expect(line).toMatchObject({ model: "text-embedding-3-small", status: "complete" });
  expect(line?.costMicros).toBe(Math.round(((line?.inputTokens ?? 0) * 20_000) / 1_000_000));

  await all.db.superuser(`update "Workspace" set "budgetCents" = 0 where slug = 'acme'`);
  const before = embedder.wire.asked.length;
  await keep("The premises are swept on Fridays.");
  expect(await embedPassages(system())).toMatchObject({ embedded: 0, isLeft: false });
  expect(await find("premises swept")).toMatchObject({ byMeaning: false, isEnough: true });
  expect(embedder.wire.asked).toHaveLength(before);
  await all.db.superuser(`update "Workspace" set "budgetCents" = null where slug = 'acme'`);
  await embedAll(system());
});

test("another embedder takes over when it is done, and questions are compared with the old one until then", async () => {
  expect(await spaces()).toEqual([["text-embedding-3-small", "serving"]]);
  all.ports.embeddings = embedder.port("second");
  embedder.wire.play(({ model }) =>
    model === "second" ? { kind: "status", status: 503 } : { kind: "text" },
  );
  expect(await embedPassages(system())).toMatchObject({ embedded: 0 });
  expect(await spaces()).toEqual([
    ["text-embedding-3-small", "serving"],
    ["second", "building"],
  ]);
  expect(await find("wages"), "by the old one").toMatchObject({ byMeaning: true });
  expect(embedder.wire.asked.at(-1)?.model).toBe("text-embedding-3-small");

  embedder.wire.play([{ kind: "text" }]);
  await embedAll(system());
  expect(await spaces()).toEqual([["second", "serving"]]);
  const [kept] = await all.db.superuser<{ spaces: number }>(
    "select count(distinct space_id)::int as spaces from search.embedding",
  );
  expect(kept?.spaces, "the old ones are cleared away").toBe(1);
  expect((await find("wages")).byMeaning).toBe(true);
  expect(embedder.wire.asked.at(-1)?.model).toBe("second");
});

test("without an embedder nothing is asked, and what it made before is left alone", async () => {
  const configured = all.ports.embeddings;
  all.ports.embeddings = { ...configured, embedder: () => null };
  const before = embedder.wire.asked.length;
  expect(await find("wages")).toMatchObject({ byMeaning: false });
  expect(await embedPassages(system())).toMatchObject({ embedded: 0 });
  expect(embedder.wire.asked).toHaveLength(before);
  all.ports.embeddings = configured;
});

test("a model is given what only meaning found and quotes it; Quotes only is not", async () => {
  const chat = await stage.chat(all.cleo);
  await all.db.superuser(
    `insert into "Model" (id, provider, name, "displayName", "contextWindow", "maxOutput", pricing, capabilities)
     values (gen_random_uuid(), 'compatible', 'wire-large', 'Wire', 100000, 4000, '[]', '{}')`,
  );
  const run = (id: string) => read(all.ctxOf(all.cleo), (tx) => getRunForViewer(tx, id));
  const byModel = await run(
    await stage.ask(all.cleo, chat, "How much vacation?", { model: "compatible/wire-large" }),
  );
  expect(byModel.receipt).toMatchObject({ notInSources: false, quoted: 1 });
  const byQuotes = await run(
    await stage.ask(all.cleo, chat, "How much vacation, then?", { model: "quotes/quotes-only" }),
  );
  expect(byQuotes.receipt).toMatchObject({ notInSources: true, used: 0 });
  expect(byQuotes.receipt?.nearest.some(({ quote }) => quote.includes("annual leave"))).toBe(true);
});
