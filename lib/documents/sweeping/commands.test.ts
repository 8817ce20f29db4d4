import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { HOUR, MINUTE } from "@/lib/core/clock";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { keepFile, processAll } from "@/tests/support/library";
import { createDocument } from "../commands";
import { readDocument } from "../processing/commands";
import { getDocument, toDocumentDto } from "../queries";
import { sweepDocuments } from "./commands";

let all: Cast;
let now = Date.now();

beforeAll(async () => {
  setLogLevel("error");
  all = await cast({ clock: { now: () => new Date(now) } });
});
beforeEach(async () => {
  now += 24 * HOUR;
  await sent();
});
afterAll(() => all.db.drop());

const systemOf = (person: CastMember): Ctx => ({
  ...all.ctxOf(person),
  actor: { kind: "system", reason: "test" },
});

async function bring(by: CastMember, text: string): Promise<string> {
  const file = await keepFile(all.ctxOf(by), "tide.txt", text);
  return (await createDocument(all.ctxOf(by), { fileId: file.id })).document.id;
}

const document = (id: string) =>
  read(all.ctxOf(all.ana), async (tx) => toDocumentDto(await getDocument(tx, id)));

/** The documents that jobs were asked to read since the last time. */
async function sent(): Promise<unknown[]> {
  await all.recorded.settled();
  const ids = all.recorded.jobs.map(({ payload }) => payload as Record<string, unknown>);
  all.recorded.clear();
  return ids.map((payload) => payload.document_id ?? payload.documentId);
}

test("a document whose job was lost goes on once its time is over; one that is being read is left alone", async () => {
  const lost = await bring(all.ana, "The lost tide.");
  const strange = await bring(all.gus, "Another workspace's tide.");
  await readDocument(systemOf(all.ana), { documentId: lost, version: 1 });
  await readDocument(systemOf(all.gus), { documentId: strange, version: 1 });
  await sent();
  now += 14 * MINUTE;
  expect(await sweepDocuments(systemOf(all.ana))).toBe(0);
  now += 2 * MINUTE;
  expect(await sweepDocuments(systemOf(all.ana))).toBe(1);
  expect(await sent()).toEqual([lost]);
  expect(await sweepDocuments(systemOf(all.ana))).toBe(0);
  expect(await document(lost)).toMatchObject({ status: "processing", stage: "read" });
  await processAll(all.ctxOf(all.ana), { documentId: lost, version: 1 });
  expect(await document(lost)).toMatchObject({ status: "ready", passages: 1 });
  now += 12 * HOUR;
  expect(await sweepDocuments(systemOf(all.ana))).toBe(0);
});

test("while others are read it may be waiting for its turn; a line that stands still is begun again", async () => {
  const waiting = await bring(all.ana, "The tide that waits.");
  const busy = await bring(all.ana, "The tide that is read.");
  now += HOUR;
  await readDocument(systemOf(all.ana), { documentId: busy, version: 1 });
  await sent();
  expect(await sweepDocuments(systemOf(all.ana))).toBe(0);
  now += 16 * MINUTE;
  expect(await sweepDocuments(systemOf(all.ana))).toBe(2);
  expect(new Set(await sent())).toEqual(new Set([waiting, busy]));
  for (const documentId of [waiting, busy]) await processAll(all.ctxOf(all.ana), { documentId, version: 1 });
});

test("one that stops again and again at the same stage fails with a sentence", async () => {
  const id = await bring(all.ana, "The tide that kills its reader.");
  await readDocument(systemOf(all.ana), { documentId: id, version: 1 });
  for (let round = 0; round < 3; round++) {
    now += 16 * MINUTE;
    await sweepDocuments(systemOf(all.ana));
    expect((await document(id)).status).toBe("processing");
  }
  now += 16 * MINUTE;
  await sweepDocuments(systemOf(all.ana));
  expect(await document(id)).toMatchObject({
    status: "failed",
    error: { code: "internal", message: "Reading this file failed on our side. Try again." },
  });
});
