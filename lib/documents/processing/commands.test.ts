import { afterAll, beforeAll, expect, test } from "vitest";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read, transaction } from "@/lib/ctx";
import { findReader } from "@/lib/sources/audiences/queries";
import { followAudience, openSource, putPassages } from "@/lib/sources/passages/commands";
import { searchPassages } from "@/lib/sources/queries";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { interruptedBefore, untilSomebodyWaits } from "@/tests/support/interleaving";
import { keepFile, processAll } from "@/tests/support/library";
import { cancelDocument, createDocument, retryDocument, updateDocument } from "../commands";
import type { Work } from "../progressing/schema";
import { getDocument, listPassages, toDocumentDto } from "../queries";
import { cutDocument, indexPassages, publishDocument, readDocument } from "./commands";

let all: Cast;
let count = 0;

beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
});
afterAll(() => all.db.drop());

const systemOf = (person: CastMember): Ctx => ({
  ...all.ctxOf(person),
  actor: { kind: "system", reason: "test" },
});

/** Brought, and not read yet. */
async function bring(by: CastMember, text: string): Promise<Work> {
  const file = await keepFile(all.ctxOf(by), `report ${++count}.md`, text);
  const { document } = await createDocument(all.ctxOf(by), { fileId: file.id });
  return { documentId: document.id, version: 1 };
}

/** More passages than go into the index at once, the last of which says what is asked for. */
const longReport = (word: string, last: string) =>
  [...Array(260).keys(), last]
    .map(
      (n) => `# Part ${n}\n\n${`The ${word} was inspected again and found to be in order. `.repeat(9)}${n}`,
    )
    .join("\n\n");

const foundBy = (person: CastMember, question: string) =>
  read(all.ctxOf(person), async (tx) => {
    const readers = await findReader(tx, person.memberId);
    const { passages } = await searchPassages(tx, { question, readers, questionId: null, limit: 5 });
    return passages.map(({ text }) => text);
  });

const document = (id: string) =>
  read(all.ctxOf(all.ana), async (tx) => toDocumentDto(await getDocument(tx, id)));

/** Whose readers its passages and postings have, where these are not the document's. */
const straysOf = (documentId: string) =>
  all.db.superuser(
    `select p.ordinal from "Document" d join "Source" s on s."subjectId" = d.id join "Passage" p on p."sourceId" = s.id
     left join search.posting t on t.passage_key = p.key
     where d.id = $1 and (p."audienceId" <> d."audienceId" or t.audience_id <> d."audienceId" or s."audienceId" <> d."audienceId")`,
    [documentId],
  );

test("readers who go while passages are being written read none of them", async () => {
  const work = await bring(all.ana, "The sextant is kept in the second drawer.");
  const { documentId } = work;
  await processAll(all.ctxOf(all.ana), work);
  const row = await read(all.ctxOf(all.ana), (tx) => getDocument(tx, documentId));
  const { title, audienceId, createdAt } = row;
  const of = { type: "document" as const, subjectId: documentId, title, audienceId, createdAt };
  const sourceId = await transaction(systemOf(all.ana), (tx) => openSource(tx, { ...of, version: 2 }));
  const more = {
    heading: null,
    language: null,
    isInstruction: false,
    text: "The astrolabe is kept beside it.",
  };
  let written = () => {};
  const isWritten = new Promise<void>((resolve) => {
    written = resolve;
  });
  let goOn = () => {};
  const mayCommit = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const writing = transaction(systemOf(all.ana), async (tx) => {
    await putPassages(tx, sourceId, [{ ordinal: 1, anchor: { kind: "text", start: 0, end: 32 }, ...more }]);
    written();
    await mayCommit;
  });
  await isWritten;
  const narrowing = updateDocument(all.ctxOf(all.ana), documentId, { visibility: "private" });
  await untilSomebodyWaits(all.db);
  goOn();
  await Promise.all([writing, narrowing]);
  await followAudience(systemOf(all.ana), of);
  expect(await straysOf(documentId)).toEqual([]);
  expect(await foundBy(all.mia, "Where is the sextant kept?")).toEqual([]);
});

test("readers who go at any moment of the indexing find nothing once it is done", async () => {
  const text = "The barometer hangs in the chart room.";
  for (let moment = 0, isOver = false; !isOver; moment++) {
    const work = await bring(all.ana, `${text} (${moment})`);
    await readDocument(systemOf(all.ana), work);
    await cutDocument(systemOf(all.ana), work);
    const narrow = () => updateDocument(all.ctxOf(all.ana), work.documentId, { visibility: "private" });
    const interrupted = interruptedBefore(systemOf(all.ana), moment, narrow);
    await indexPassages(interrupted.ctx, work, 0);
    await publishDocument(interrupted.ctx, work, 1);
    isOver = !interrupted.wasInterrupted();
    if (isOver) await narrow();
    await followAudience(systemOf(all.ana), { type: "document", subjectId: work.documentId });
    expect(await straysOf(work.documentId), `moment ${moment}`).toEqual([]);
    expect(await foundBy(all.mia, "Where does the barometer hang?"), `moment ${moment}`).toEqual([]);
  }
  expect((await foundBy(all.ana, "Where does the barometer hang?")).length).toBeGreaterThan(3);
});

test("a version that is filled anew answers whole until it is whole again", async () => {
  const work = await bring(all.ana, longReport("capstan", "The capstan was replaced in Lisbon."));
  await processAll(all.ctxOf(all.ana), work);
  const { passages } = await document(work.documentId);
  expect(passages).toBeGreaterThan(200);
  const whole = async () => {
    expect((await foundBy(all.mia, "Where was the capstan replaced?"))[0]).toContain("Lisbon");
    expect(await countPassages(work.documentId)).toBe(passages);
  };
  await all.db.superuser(`update "Document" set status = 'queued', stage = 'read' where id = $1`, [
    work.documentId,
  ]);
  await cutDocument(systemOf(all.ana), work);
  for (let from = 0; from < passages; from += 200) {
    await indexPassages(systemOf(all.ana), work, from);
    await whole();
  }
  await publishDocument(systemOf(all.ana), work, passages);
  await whole();
});

test("two that read the same version at once leave a whole document", async () => {
  const work = await bring(all.ana, longReport("windlass", "The windlass was replaced in Porto."));
  await readDocument(systemOf(all.ana), work);
  const passages = (await cutDocument(systemOf(all.ana), work)) ?? 0;
  const late = interruptedBefore(systemOf(all.ana), 1, () => processAll(all.ctxOf(all.ana), work));
  await indexPassages(late.ctx, work, 0);
  expect(late.wasInterrupted()).toBe(true);
  expect(await document(work.documentId)).toMatchObject({ status: "ready", passages });
  expect(await countPassages(work.documentId)).toBe(passages);
  expect((await foundBy(all.mia, "Where was the windlass replaced?"))[0]).toContain("Porto");
});

test("cancelled and tried again at once, the first job stands down for the second", async () => {
  await all.recorded.settled();
  all.recorded.clear();
  const { documentId } = await bring(all.ana, "The binnacle is made of brass.");
  await cancelDocument(all.ctxOf(all.ana), documentId);
  await retryDocument(all.ctxOf(all.ana), documentId);
  await all.recorded.settled();
  const [first, second] = all.recorded.jobs
    .filter(({ name }) => name === "document.received")
    .map(({ payload }) => workOf(payload));
  if (!first || !second) throw new Error("Both jobs were asked for.");
  expect(await readDocument(systemOf(all.ana), first)).toBeNull();
  await processAll(all.ctxOf(all.ana), second);
  expect(await document(documentId)).toMatchObject({ status: "ready", passages: 1 });
});

function workOf(payload: unknown): Work {
  const { document_id, version, attempt } = payload as {
    document_id: string;
    version: number;
    attempt: number;
  };
  return { documentId: document_id, version, attempt };
}

async function countPassages(documentId: string): Promise<number> {
  const { items } = await read(all.ctxOf(all.ana), (tx) => listPassages(tx, documentId, { limit: 1_000 }));
  return items.length;
}
