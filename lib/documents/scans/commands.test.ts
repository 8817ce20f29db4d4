import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createBreakers } from "@/lib/adapters/breaker";
import { createModelsOf } from "@/lib/adapters/models/models";
import { createEmbeddedOcr } from "@/lib/adapters/ocr/embedded";
import { createModelOcr } from "@/lib/adapters/ocr/model";
import { NO_OCR } from "@/lib/adapters/ocr/ocr";
import type { OcrPort } from "@/lib/adapters/ocr/port";
import { AppError } from "@/lib/core/errors";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { findReader } from "@/lib/sources/audiences/queries";
import { searchPassages } from "@/lib/sources/queries";
import { type Cast, cast } from "@/tests/support/cast";
import { keepFile, processAll } from "@/tests/support/library";
import { blankPaper, noiseOf, paperOf, scanOfPaper } from "@/tests/support/scans";
import { type OpenAiWire, startOpenAiWire } from "@/tests/support/wire-openai";
import { createDocument, replaceDocument, retryDocument } from "../commands";
import { readDocument } from "../processing/commands";
import { getDocument, listPassages, toDocumentDto } from "../queries";
import { listParts } from "../text/queries";
import { leavePictures, readPictures, recognizeDocument, resumeScans } from "./commands";

let all: Cast;
let wire: OpenAiWire;
let model: OcrPort;
let ana: Ctx;

beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
  wire = await startOpenAiWire();
  const models = await createModelsOf(
    { compatible: { apiKey: "key", baseUrl: wire.baseUrl } },
    { breakers: createBreakers({ failures: 1_000 }) },
  );
  model = createModelOcr({ provider: "compatible", name: "wire-eyes" }, { models, timeoutMs: 5_000 });
  await all.db.superuser(
    `insert into "Model" (id, provider, name, "displayName", "contextWindow", "maxOutput", pricing, capabilities)
     values (gen_random_uuid(), 'compatible', 'wire-eyes', 'Eyes', 100000, 4000,
       '[{"upToInputTokens": null, "inputMicros": 1000000, "cachedInputMicros": 100000, "outputMicros": 5000000}]', '{}')`,
  );
});
beforeEach(() => {
  readWith(model);
  wire.play([{ kind: "text", text: "The cellar key hangs by the door." }]);
});
afterAll(async () => {
  await wire.close();
  await all.db.drop();
});

/** What reads pictures of pages from now on. */
function readWith(ocr: OcrPort): void {
  all.ports.ocr = ocr;
  ana = all.ctxOf(all.ana);
}

const system = (): Ctx => ({ ...all.ctxOf(all.ana), actor: { kind: "system", reason: "test" } });

let brought = 0;
async function bring(pages: (Uint8Array | string)[]): Promise<string> {
  const file = await keepFile(ana, `scan ${++brought}.pdf`, await scanOfPaper([...pages]));
  return (await createDocument(ana, { fileId: file.id, title: `Scan ${brought}` })).document.id;
}

/** A picture that no other test has: the same bytes would be the same document. */
const paper = () => paperOf([`Sheet ${Math.random()}`], { dots: 40 });

const now = (id: string) => read(ana, async (tx) => toDocumentDto(await getDocument(tx, id)));
const passagesOf = (id: string) =>
  read(ana, (tx) => listPassages(tx, id, { limit: 50 })).then(({ items }) => items);
const foundBy = (person: Cast["ana"], question: string) =>
  read(all.ctxOf(person), async (tx) => {
    const readers = await findReader(tx, person.memberId);
    const { passages } = await searchPassages(tx, { question, readers, questionId: null, limit: 5 });
    return passages.map(({ sourceId }) => sourceId);
  });
const ledger = () =>
  all.db.superuser<{
    status: string;
    model: string;
    inputTokens: number;
    outputTokens: number;
    costMicros: number;
  }>(
    `select status, model, "inputTokens", "outputTokens", "costMicros" from "UsageEntry" where purpose = 'scan' order by id`,
  );

test("a scan is read from the pictures of its pages, found and cited by page, for its readers alone", {
  timeout: 240_000,
}, async () => {
  readWith(createEmbeddedOcr(["eng"]));
  const lines = ["The heron certificate expires in May.", "Until then nobody sails."];
  const id = await bring([await paperOf(lines), await blankPaper()]);
  await processAll(ana, { documentId: id, version: 1 });
  expect(await now(id)).toMatchObject({
    status: "ready",
    pages: 2,
    pictures: { pages: 2, read: 1, left: 0 },
    passages: 1,
    language: "en",
  });
  const [passage] = await passagesOf(id);
  expect(passage).toMatchObject({ anchor: { kind: "page", page: 1, start: 0 } });
  expect(passage?.text.replace(/\s+/g, " ")).toBe(lines.join(" "));
  expect(await foundBy(all.ben, "When does the heron certificate expire?")).toContain(id);
  expect(await foundBy(all.gus, "When does the heron certificate expire?")).toEqual([]);

  const { items } = await listParts(ana, id, { limit: 10 });
  const { text, scanned } = items[0] ?? { text: "" };
  expect(scanned?.map(({ start, end }) => text.slice(start, end))).toEqual(lines);
  expect(scanned?.[0]?.box?.left).toBeCloseTo(0.12, 1);
  expect(items[1]).toMatchObject({ text: "" });
});

test("of a mixed file only the pages without text are read, each with a line in the ledger", async () => {
  const before = (await ledger()).length;
  const asked = wire.asked.length;
  wire.play([
    { kind: "text", text: "The cellar key hangs by the door.", usage: { input: 1_000, output: 200 } },
  ]);
  const id = await bring([
    "The launch moves by one week.",
    await paper(),
    "It rains in Bergen all the time.",
  ]);
  await processAll(ana, { documentId: id, version: 1 });
  expect(wire.asked.length - asked).toBe(1);
  expect(
    (await passagesOf(id)).map(({ text, anchor }) => [text, anchor.kind === "page" && anchor.page]),
  ).toEqual([
    ["The launch moves by one week.", 1],
    ["The cellar key hangs by the door.", 2],
    ["It rains in Bergen all the time.", 3],
  ]);
  expect(await now(id)).toMatchObject({ pictures: { pages: 1, read: 1, left: 0 } });
  expect((await ledger()).slice(before)).toEqual([
    { status: "complete", model: "wire-eyes", inputTokens: 1_000, outputTokens: 200, costMicros: 2_000 },
  ]);
});

test("pages are read once: what died in between goes on with the next one, and what is cancelled stops", async () => {
  const id = await bring(await Promise.all(Array.from({ length: 6 }, paper)));
  const work = { documentId: id, version: 1 };
  const asked = wire.asked.length;
  let answers = 0;
  wire.play(() =>
    ++answers === 3 ? { kind: "status", status: 503 } : { kind: "text", text: `Line ${answers}.` },
  );
  expect(await readDocument(system(), work)).toBe(6);
  await expect(readPictures(system(), work)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(await now(id)).toMatchObject({ progress: 33, pictures: { pages: 6, read: 2, left: 4 } });
  expect(await readDocument(system(), work), "begun anew").toBe(6);
  expect(await readPictures(system(), work)).toBe(0);
  expect(await recognizeDocument(system(), work)).toBe(true);
  expect(wire.asked.length - asked, "six pages, and one of them twice").toBe(7);
  const { items } = await listParts(ana, id, { limit: 10 });
  expect(items.map(({ text }) => text)).toEqual([
    "Line 1.",
    "Line 2.",
    "Line 4.",
    "Line 5.",
    "Line 6.",
    "Line 7.",
  ]);
  expect(await recognizeDocument(system(), work), "again").toBe(true);

  const other = await bring([await paper(), await paper()]);
  await readDocument(system(), { documentId: other, version: 1 });
  await all.db.superuser(`update "Document" set status = 'cancelled' where id = $1`, [other]);
  expect(await readPictures(system(), { documentId: other, version: 1 })).toBeNull();
});

test.each([
  ["busy", { kind: "status", status: 429 }, "reader_away"],
  ["down", { kind: "status", status: 500 }, "reader_away"],
  ["without sense", { kind: "malformed-json" }, "reader_away"],
  ["not told the right key", { kind: "status", status: 401 }, "reader_refused"],
] as const)(
  "an engine that is %s is said to be, and a retry reads what is left",
  async (_how, behavior, code) => {
    wire.play([{ kind: "text", text: "The first page." }, behavior]);
    const id = await bring([await paper(), await paper()]);
    const other = await bring([await paper()]);
    const works = [id, other].map((documentId) => ({ documentId, version: 1 }));
    for (const work of works) {
      await readDocument(system(), work);
      await expect(readPictures(system(), work)).rejects.toThrow();
      await leavePictures(system(), work);
      await recognizeDocument(system(), work);
    }
    expect(await now(other)).toMatchObject({
      status: "failed",
      error: { code },
      pictures: { read: 0, left: 1 },
    });
    expect(await now(id)).toMatchObject({ status: "processing", pictures: { pages: 2, read: 1, left: 1 } });
    await processAll(ana, { documentId: id, version: 1 });
    expect(await now(id)).toMatchObject({ status: "ready", passages: 1, error: null });
    expect(await resumeScans(system()), "nobody asked for it").toBe(0);

    wire.play([{ kind: "text", text: "The page that was late." }]);
    for (const documentId of [id, other]) {
      await retryDocument(ana, documentId);
      await processAll(ana, { documentId, version: 1 });
    }
    expect(await now(id)).toMatchObject({ status: "ready", passages: 2, pictures: { read: 2, left: 0 } });
    expect((await passagesOf(id)).map(({ text }) => text)).toEqual([
      "The first page.",
      "The page that was late.",
    ]);
    expect(await now(other)).toMatchObject({ status: "ready", passages: 1 });
    await expect(retryDocument(ana, id)).rejects.toMatchObject({ code: "CONFLICT" });
  },
);

test("the month's budget holds, and says so", async () => {
  await all.db.superuser(`update "Workspace" set "budgetCents" = 0 where slug = 'acme'`);
  const id = await bring([await paper()]);
  const work = { documentId: id, version: 1 };
  const asked = wire.asked.length;
  await readDocument(system(), work);
  await expect(readPictures(system(), work)).rejects.toMatchObject({ code: "QUOTA" });
  await leavePictures(system(), work);
  await recognizeDocument(system(), work);
  expect(await now(id)).toMatchObject({ status: "failed", error: { code: "over_budget" } });
  expect(wire.asked).toHaveLength(asked);
  await all.db.superuser(`update "Workspace" set "budgetCents" = null where slug = 'acme'`);
});

test("scans wait where nothing reads them, are found by their title, and are read when something does", async () => {
  readWith(NO_OCR);
  const scan = await bring([await paper()]);
  const mixed = await bring(["The price of the Heron is 2,490.", await paper()]);
  for (const documentId of [scan, mixed]) await processAll(ana, { documentId, version: 1 });
  expect(await now(scan)).toMatchObject({ status: "failed", error: { code: "scan" }, pages: 1 });
  expect(await now(mixed)).toMatchObject({
    status: "ready",
    passages: 1,
    pictures: { pages: 1, read: 0, left: 1 },
  });
  expect(await resumeScans(system())).toBe(0);

  readWith(model);
  expect(await resumeScans(system())).toBe(2);
  expect(await now(mixed), "found meanwhile").toMatchObject({ status: "queued" });
  expect(await foundBy(all.ben, "What is the price of the Heron?")).toContain(mixed);
  for (const documentId of [scan, mixed]) await processAll(ana, { documentId, version: 1 });
  expect(await now(scan)).toMatchObject({ status: "ready", passages: 1, error: null });
  expect(await now(mixed)).toMatchObject({ status: "ready", passages: 2, version: 1 });
  expect(await resumeScans(system())).toBe(0);
});

test("scans that were brought before there was anything of the kind are read too, and not again and again", async () => {
  const id = await bring([await paper()]);
  await all.db.superuser(`update "Document" set status = 'failed', error = 'scan' where id = $1`, [id]);
  expect(await resumeScans(system())).toBe(1);
  await processAll(ana, { documentId: id, version: 1 });
  expect(await now(id)).toMatchObject({ status: "ready", passages: 1 });

  const drawn = await bring(["1", "2"]);
  await processAll(ana, { documentId: drawn, version: 1 });
  expect(await now(drawn)).toMatchObject({ status: "failed", error: { code: "scan" }, pictures: null });
  expect(await resumeScans(system())).toBe(0);
});

test("a scan in which there are no words says so, and can be read again", async () => {
  wire.play([{ kind: "text", text: "NO WORDS" }]);
  const id = await bring([await noiseOf(), await paper()]);
  await processAll(ana, { documentId: id, version: 1 });
  expect(await now(id)).toMatchObject({ status: "failed", error: { code: "wordless" } });
  expect(await resumeScans(system())).toBe(0);
  wire.play([{ kind: "text", text: "There were some after all." }]);
  await retryDocument(ana, id);
  await processAll(ana, { documentId: id, version: 1 });
  expect(await now(id)).toMatchObject({ status: "ready", pictures: { pages: 2, read: 2, left: 0 } });
});

test("a version without pictures knows of none", async () => {
  const id = await bring([await paper()]);
  await processAll(ana, { documentId: id, version: 1 });
  const file = await keepFile(ana, "text.txt", `Only text ${Math.random()}.`);
  await replaceDocument(ana, id, { fileId: file.id });
  await processAll(ana, { documentId: id, version: 2 });
  expect(await now(id)).toMatchObject({ status: "ready", version: 2, pictures: null, passages: 1 });
});

test("a page that takes too long does not keep the others from being read", async () => {
  let looks = 0;
  const look: OcrPort["look"] = async (jpeg) => {
    if (++looks === 1) throw new AppError("TOO_LARGE", "Too much.");
    return model.look(jpeg);
  };
  readWith({ ...model, look });
  const id = await bring([await paper(), await paper()]);
  await processAll(ana, { documentId: id, version: 1 });
  expect(await now(id)).toMatchObject({ status: "ready", pictures: { pages: 2, read: 1, left: 1 } });
});
