import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createInngestJobs } from "@/lib/adapters/jobs/inngest";
import { NO_OCR } from "@/lib/adapters/ocr/ocr";
import type { OcrPort } from "@/lib/adapters/ocr/port";
import type { ParserPort } from "@/lib/adapters/parser/port";
import { AppError } from "@/lib/core/errors";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { createDocument } from "@/lib/documents/commands";
import { getDocument, listPassages, toDocumentDto } from "@/lib/documents/queries";
import { type Cast, cast } from "@/tests/support/cast";
import { EVENT_KEY, type JobsWorld, SIGNING_KEY, startJobsWorld, until } from "@/tests/support/jobs";
import { keepFile } from "@/tests/support/library";
import { paperOf, scanOfPaper } from "@/tests/support/scans";
import { processDocument } from "./documents";

let all: Cast;
let world: JobsWorld;
let ana: Ctx;
/** How often the next parse fails before it works. */
let failures = 0;
let parses = 0;
let ocr: OcrPort = NO_OCR;

beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
});
beforeEach(async () => {
  parses = 0;
  const parser: ParserPort = {
    ...all.ports.parser,
    parse: async (body, parsing) => {
      parses++;
      if (failures-- > 0) throw new Error("The worker was killed.");
      return all.ports.parser.parse(body, parsing);
    },
  };
  const ports = async () => ({ ...all.ports, parser, ocr });
  world = await startJobsWorld({
    databaseUrl: all.db.directUrl,
    functions: (client) => [processDocument.bind({ client, ports })],
  });
  const jobs = createInngestJobs({
    eventKey: EVENT_KEY,
    signingKey: SIGNING_KEY,
    baseUrl: world.executor.eventUrl,
  });
  ana = { ...all.ctxOf(all.ana), jobs };
});
afterEach(() => world.stop());
afterAll(() => all.db.drop());

async function bring(name: string, text: string | Uint8Array): Promise<string> {
  const file = await keepFile(ana, name, text);
  return (await createDocument(ana, { fileId: file.id })).document.id;
}

const now = (id: string) => read(ana, async (tx) => toDocumentDto(await getDocument(tx, id)));

test("a long document is read by a job, in batches, once however often the event comes", {
  timeout: 60_000,
}, async () => {
  const paragraphs = Array.from(
    { length: 410 },
    (_, index) => `Chapter ${index}. ${"The tide turns. ".repeat(34)}`,
  );
  const id = await bring("tides.txt", paragraphs.join("\n\n"));
  await until(async () => (await now(id)).status === "ready", "the document");
  const { workspaceId, requestId, actor } = ana;
  const caller = { workspace_id: workspaceId, request_id: requestId, actor };
  await world.send("document.received", { document_id: id, version: 1, ...caller });
  await world.ended("process-document", 2);
  const document = await now(id);
  expect(document).toMatchObject({ status: "ready", stage: "indexed", passages: 205 });
  const page = await read(ana, (tx) => listPassages(tx, id, { limit: 100 }));
  expect(page.items.map(({ ordinal }) => ordinal)).toEqual(
    Array.from({ length: 100 }, (_, index) => index + 1),
  );
  const next = await read(ana, (tx) => listPassages(tx, id, { limit: 100, cursor: page.nextCursor ?? "" }));
  expect(next.items[0]?.ordinal).toBe(101);
  expect(parses).toBe(1);
});

test("a scan is read by a job, page by page; what the engine cannot do now is tried again, and no page twice", {
  timeout: 60_000,
}, async () => {
  const seen: number[] = [];
  ocr = {
    engine: () => ({ kind: "embedded", languages: ["eng"] }),
    look: async (jpeg) => {
      seen.push(jpeg.length);
      if (seen.length === 3) throw new AppError("UNAVAILABLE", "Not now.");
      return { paragraphs: [[{ text: `Words of sheet ${seen.length}.`, box: null }]], usage: null };
    },
  };
  const sheets = await Promise.all(
    Array.from({ length: 6 }, (_, at) => paperOf([`Sheet ${at}`], { dots: 40 })),
  );
  const id = await bring("scan.pdf", await scanOfPaper(sheets));
  await until(async () => (await now(id)).status === "ready", "the scan");
  expect(seen).toHaveLength(7);
  expect(await now(id)).toMatchObject({ passages: 6, pictures: { pages: 6, read: 6, left: 0 } });

  ocr = { ...ocr, look: async () => Promise.reject(new AppError("UNSUPPORTED", "Never.")) };
  const other = await bring("other.pdf", await scanOfPaper([await paperOf(["Other"], { dots: 40 })]));
  await until(async () => (await now(other)).status === "failed", "the failure");
  expect((await now(other)).error?.code).toBe("reader_refused");
});

test("one that was interrupted goes on; one that never works says so and lets the next one through", {
  timeout: 60_000,
}, async () => {
  failures = 2;
  const first = await bring("first.txt", "The first one is late.");
  await until(async () => (await now(first)).status === "ready", "the document");
  expect(parses).toBe(3);
  failures = 5;
  const second = await bring("second.txt", "The second one never comes.");
  await until(async () => (await now(second)).status === "failed", "the failure");
  expect((await now(second)).error).toEqual({
    code: "internal",
    message: "Reading this file failed on our side. Try again.",
  });
  failures = 0;
  const third = await bring("third.txt", "The third one is on time.");
  await until(async () => (await now(third)).status === "ready", "the document");
});
