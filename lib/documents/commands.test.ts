import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { serveFile } from "@/lib/files/queries";
import { createUpload, putPart } from "@/lib/files/uploads/commands";
import { findReader } from "@/lib/sources/audiences/queries";
import { followAudience } from "@/lib/sources/passages/commands";
import { searchPassages } from "@/lib/sources/queries";
import { search } from "@/lib/sources/search/queries";
import { followTitle } from "@/lib/sources/titles/commands";
import { stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { keepFile, processAll } from "@/tests/support/library";
import { topics } from "@/tests/support/ports";
import {
  cancelDocument,
  createDocument,
  deleteDocument,
  replaceDocument,
  restoreDocument,
  retryDocument,
  updateDocument,
} from "./commands";
import { purgeDocuments } from "./purging/commands";
import { getDocument, listDocuments, listPassages, listVersions, toDocumentDto } from "./queries";
import type { CreateDocument, DocumentVisibility } from "./schema";

let all: Cast;
let ctxOf: (person: CastMember) => Ctx;
let board: string;
let count = 0;

beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
  ctxOf = all.ctxOf;
  const stage = await stageOf(all);
  board = await stage.channel(all.ana, "board", "private", [all.ben, all.eve]);
});
beforeEach(async () => {
  await all.recorded.settled();
  all.recorded.clear();
});
afterAll(() => all.db.drop());

/** A text that nobody brought before, kept and read. */
async function keep(by: CastMember, text: string, input: Partial<CreateDocument> = {}) {
  const file = await keepFile(ctxOf(by), `note ${++count}.txt`, `${text} (${count})`);
  const { document } = await createDocument(ctxOf(by), { fileId: file.id, ...input });
  await processAll(ctxOf(by), { documentId: document.id, version: 1 });
  return document;
}

const seenBy = (person: CastMember) =>
  read(ctxOf(person), (tx) => listDocuments(tx, { deleted: "false", limit: 100 })).then(({ items }) =>
    items.map(({ id }) => id),
  );

const foundBy = (person: CastMember, question: string) =>
  read(ctxOf(person), async (tx) => {
    const readers = await findReader(tx, person.memberId);
    const { passages } = await searchPassages(tx, { question, readers, questionId: null, limit: 5 });
    return passages.map(({ sourceId }) => sourceId);
  });

const fetchedBy = (person: CastMember, fileId: string) =>
  serveFile(ctxOf(person), fileId, { range: null, ifNoneMatch: null, isDownload: false });

const now = (person: CastMember, id: string) =>
  read(ctxOf(person), async (tx) => toDocumentDto(await getDocument(tx, id)));

test("a text is kept, read, cut and found, and everybody of the workspace hears how far it is", async () => {
  const { id } = await keep(all.ana, "The bakery on the pier closes at six.");
  const document = await now(all.mia, id);
  expect(document).toMatchObject({
    status: "ready",
    stage: "indexed",
    passages: 1,
    kind: "text",
    version: 1,
  });
  expect(await foundBy(all.mia, "When does the bakery close?")).toEqual([id]);
  await all.recorded.settled();
  const heard = all.recorded.heardOn(topics.workspace(all.acme.id));
  const stages = heard
    .filter(({ name }) => name === "document.progressed")
    .map(({ payload }) => payload.stage);
  expect(stages).toEqual(["read", "cut", "cut", "indexed"]);
  expect(JSON.stringify(heard)).not.toContain("note");
});

const AUDIENCES: [name: string, visibility: DocumentVisibility, readers: string[]][] = [
  ["the workspace", "workspace", ["ana", "ben", "mia", "cleo", "dev"]],
  ["a conversation, its guest too", "conversation", ["ana", "ben", "eve"]],
  ["whom it names", "private", ["ana", "cleo"]],
];

test.each(AUDIENCES)(
  "what is for %s is read by nobody else: not listed, opened, fetched, found or heard of",
  async (name, visibility, readers) => {
    const more = {
      visibility,
      ...(visibility === "conversation" ? { conversationId: board } : {}),
      ...(visibility === "private" ? { memberIds: [all.cleo.memberId] } : {}),
    };
    const word = `heron${name.length}`;
    const { id, file } = await keep(all.ana, `The ${word} sleeps on one leg.`, more);
    await all.recorded.settled();
    const everybody = [all.ana, all.ben, all.mia, all.cleo, all.dev, all.eve, all.gus];
    for (const person of everybody) {
      const isReader = readers.includes(person.name.toLowerCase());
      const who = `${person.name} of ${person.slug}`;
      expect((await seenBy(person)).includes(id), who).toBe(isReader);
      expect((await foundBy(person, `Where does the ${word} sleep?`)).includes(id), who).toBe(isReader);
      const attempts = [
        () => now(person, id),
        () => read(ctxOf(person), (tx) => listPassages(tx, id, { limit: 10 })),
        () => fetchedBy(person, file.id),
      ];
      for (const attempt of attempts) {
        if (isReader) await attempt();
        else await expect(attempt(), who).rejects.toMatchObject({ code: "NOT_FOUND" });
      }
      if (visibility !== "private") continue;
      const heard = JSON.stringify(all.recorded.heardOn(topics.member(person.memberId)));
      expect(heard.includes(id), who).toBe(isReader);
    }
    if (name !== "the workspace")
      expect(JSON.stringify(all.recorded.heardOn(topics.workspace(all.acme.id)))).not.toContain(id);
  },
);

test("other readers: who read it until now no longer does, with the same transaction", async () => {
  const { id } = await keep(all.ana, "The lighthouse needs a new lamp.");
  expect(await foundBy(all.mia, "What does the lighthouse need?")).toEqual([id]);
  await updateDocument(ctxOf(all.ana), id, { visibility: "private", memberIds: [all.ben.memberId] });
  expect(await foundBy(all.mia, "What does the lighthouse need?")).toEqual([]);
  expect(await seenBy(all.mia)).not.toContain(id);
  await all.recorded.settled();
  expect(all.recorded.jobs.map(({ name }) => name)).toContain("document.moved");
  expect(await foundBy(all.ben, "What does the lighthouse need?")).toEqual([id]);
  await followAudience(ctxOf(all.ana), { type: "document", subjectId: id });
  expect(await foundBy(all.ben, "What does the lighthouse need?")).toEqual([id]);
  const left = await all.db.superuser(
    `select 1 from search.posting t join "Passage" p on p.key = t.passage_key join "Source" s on s.id = p."sourceId"
     where s."subjectId" = $1 and t.audience_id <> p."audienceId"`,
    [id],
  );
  expect(left).toEqual([]);
});

test("the same bytes for the same readers are there already; for others they are another document", async () => {
  const bytes = "The ferry leaves at nine.";
  const bring = async (by: CastMember, input: Partial<CreateDocument> = {}) => {
    const file = await keepFile(ctxOf(by), `ferry ${++count}.txt`, bytes);
    return createDocument(ctxOf(by), { fileId: file.id, ...input });
  };
  const first = await bring(all.ana);
  const again = await bring(all.mia);
  const mine = await bring(all.mia, { visibility: "private" });
  expect([first.created, again.created, mine.created]).toEqual([true, false, true]);
  expect(again.document.id).toBe(first.document.id);
  expect(mine.document.id).not.toBe(first.document.id);
  expect((await bring(all.cleo, { visibility: "private" })).created).toBe(true); // Mia's own says nothing
});

test("called otherwise, it is found by the words of its name now, and no longer by those before", async () => {
  const file = await keepFile(ctxOf(all.ana), "Okapi.txt", "Fed twice a day, on leaves and on a little hay.");
  const { id } = (await createDocument(ctxOf(all.ana), { fileId: file.id })).document;
  await processAll(ctxOf(all.ana), { documentId: id, version: 1 });
  expect(await foundBy(all.mia, "okapi")).toEqual([id]);
  await updateDocument(ctxOf(all.ana), id, { title: "Capybara" });
  await all.recorded.settled();
  expect(all.recorded.jobs.map(({ name }) => name)).toContain("source.renamed");
  for (let time = 0; time < 2; time++) {
    await followTitle(ctxOf(all.ana), { type: "document", subjectId: id });
    expect(await foundBy(all.mia, "okapi")).toEqual([]);
    expect(await foundBy(all.mia, "capybara")).toEqual([id]);
    expect(await foundBy(all.mia, "hay")).toEqual([id]);
    expect(await foundBy(all.gus, "capybara")).toEqual([]);
  }
});

test("the same bytes brought three times at once are one document", async () => {
  const files = [];
  for (const name of ["a.txt", "b.txt", "c.txt"])
    files.push(await keepFile(ctxOf(all.ana), name, "One tide."));
  const kept = await Promise.all(files.map(({ id }) => createDocument(ctxOf(all.ana), { fileId: id })));
  expect(new Set(kept.map(({ document }) => document.id)).size).toBe(1);
  expect(kept.filter(({ created }) => created)).toHaveLength(1);
});

test("whose bytes were lost is read again from the same bytes, uploaded again, by whoever has them", async () => {
  const bytes = "The tiller is made of ash.";
  const lost = await keepFile(ctxOf(all.ana), "tiller.txt", bytes);
  const { document } = await createDocument(ctxOf(all.ana), { fileId: lost.id });
  const { id, title } = document;
  const [{ blobPath = "" } = {}] = await all.db.superuser<{ blobPath: string }>(
    `select "blobPath" from "File" where id = $1`,
    [lost.id],
  );
  await all.recorded.blob.delete([blobPath]);
  await processAll(ctxOf(all.ana), { documentId: id, version: 1 });
  expect((await now(all.ana, id)).error?.code).toBe("missing");
  const again = await keepFile(ctxOf(all.mia), "found.txt", bytes);
  const healed = await createDocument(ctxOf(all.mia), { fileId: again.id });
  expect(healed).toMatchObject({ document: { id, title, status: "queued", version: 1 }, created: true });
  await processAll(ctxOf(all.ana), { documentId: id, version: 1 });
  expect(await now(all.mia, id)).toMatchObject({ status: "ready", error: null, passages: 1 });
  expect((await fetchedBy(all.ana, healed.document.file.id)).status).toBe(200);
  const known = await createDocument(ctxOf(all.mia), { fileId: again.id });
  expect(known).toMatchObject({ document: { id }, created: false });
});

test("deleted is gone from lists, files and answers at once, and comes back", async () => {
  const { id, file } = await keep(all.ana, "The anchor weighs forty kilos.");
  await deleteDocument(ctxOf(all.ben), id);
  expect(await foundBy(all.ana, "How heavy is the anchor?")).toEqual([]);
  expect(await seenBy(all.ana)).not.toContain(id);
  await expect(fetchedBy(all.mia, file.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  const bin = (person: CastMember) =>
    read(ctxOf(person), (tx) => listDocuments(tx, { deleted: "true", limit: 10 }));
  expect((await bin(all.ben)).items.map((item) => item.id)).toEqual([id]);
  expect((await bin(all.mia)).items).toEqual([]);
  expect((await bin(all.gus)).items).toEqual([]);
  await expect(restoreDocument(ctxOf(all.mia), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await restoreDocument(ctxOf(all.ana), id);
  expect(await foundBy(all.mia, "How heavy is the anchor?")).toEqual([id]);
  expect((await fetchedBy(all.mia, file.id)).status).toBe(200);
});

test("thirty days later it is erased, with its words and bytes, and what others use stays", async () => {
  const { id, file } = await keep(all.ana, "The keel is painted red.");
  const mine = await createDocument(ctxOf(all.ana), { fileId: file.id, visibility: "private" });
  const gone = await keep(all.ana, "The rudder is painted blue.");
  for (const each of [id, gone.id]) await deleteDocument(ctxOf(all.ana), each);
  const system = { ...ctxOf(all.ana), actor: { kind: "system" as const, reason: "test" } };
  expect(await purgeDocuments(system)).toBe(0);
  const later = new Date(Date.now() + 31 * DAY);
  expect(await purgeDocuments({ ...system, clock: { now: () => later } })).toBe(2);
  expect(await purgeDocuments({ ...system, clock: { now: () => later } })).toBe(0);
  await expect(restoreDocument(ctxOf(all.ana), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(fetchedBy(all.ana, gone.file.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await fetchedBy(all.ana, mine.document.file.id)).status).toBe(200);
  const left = await all.db.superuser(
    `select 1 from search.posting t where not exists (select 1 from "Passage" p where p.key = t.passage_key)`,
  );
  expect(left).toEqual([]);
});

test("replaced: the old words answer until the new ones do, and then no longer", async () => {
  const { id } = await keep(all.ana, "The mast is made of larch.");
  const file = await keepFile(ctxOf(all.ana), "mast.txt", "The mast is made of carbon.");
  const replaced = await replaceDocument(ctxOf(all.ana), id, { fileId: file.id });
  expect(replaced).toMatchObject({ version: 2, status: "queued" });
  const say = async () =>
    (await read(ctxOf(all.mia), (tx) => listPassages(tx, id, { limit: 5 }))).items.map(({ text }) => text);
  expect((await say()).join()).toContain("larch");
  await processAll(ctxOf(all.ana), { documentId: id, version: 2 });
  expect(await say()).toEqual(["The mast is made of carbon."]);
  // What was under way for the old version comes to nothing.
  await processAll(ctxOf(all.ana), { documentId: id, version: 1 });
  expect(await now(all.mia, id)).toMatchObject({ version: 2, status: "ready" });
});

test("whoever may not replace it brings nothing, and its versions are read page by page", async () => {
  const { id } = await keep(all.ana, "The gaff is varnished.");
  const bytes = new TextEncoder().encode("Not Mia's to say.");
  const upload = await createUpload(ctxOf(all.mia), { filename: "gaff.txt", size: bytes.byteLength });
  await putPart(ctxOf(all.mia), upload.id, 1, bytes);
  const replace = () => replaceDocument(ctxOf(all.mia), id, { uploadId: upload.id });
  await expect(replace()).rejects.toMatchObject({ code: "FORBIDDEN" });
  const rows = await all.db.superuser(`select 1 from "Upload" where id = $1 and "fileId" is null`, [
    upload.id,
  ]);
  expect(rows).toHaveLength(1);
  for (const text of ["twice", "three times"]) {
    const file = await keepFile(ctxOf(all.ana), "gaff.txt", `The gaff is varnished ${text}.`);
    await replaceDocument(ctxOf(all.ana), id, { fileId: file.id });
  }
  const page = (cursor?: string) =>
    read(ctxOf(all.mia), (tx) => listVersions(tx, id, { cursor, limit: 2 })).then(
      ({ items, nextCursor }) => ({
        versions: items.map(({ version }) => version),
        nextCursor,
      }),
    );
  const first = await page();
  expect(first.versions).toEqual([3, 2]);
  expect(await page(first.nextCursor ?? "")).toEqual({ versions: [1], nextCursor: null });
  await expect(page("first")).rejects.toMatchObject({ code: "INVALID" });
});

test("cancelled is left alone, and goes on when tried again", async () => {
  const file = await keepFile(ctxOf(all.ana), "buoy.txt", "The buoy blinks green.");
  const { document } = await createDocument(ctxOf(all.ana), { fileId: file.id });
  await cancelDocument(ctxOf(all.ana), document.id);
  await processAll(ctxOf(all.ana), { documentId: document.id, version: 1 });
  expect(await now(all.ana, document.id)).toMatchObject({ status: "cancelled", passages: 0 });
  await retryDocument(ctxOf(all.ana), document.id);
  await processAll(ctxOf(all.ana), { documentId: document.id, version: 1 });
  expect(await now(all.ana, document.id)).toMatchObject({ status: "ready", passages: 1 });
});

test("a text without a letter fails with a sentence, and what no reader reads is refused", async () => {
  const { id } = await keep(all.ana, "...");
  expect((await now(all.ana, id)).status).toBe("ready"); // it has a number
  const blank = await keepFile(ctxOf(all.ana), "blank.txt", "  \n -- \n");
  const { document } = await createDocument(ctxOf(all.ana), { fileId: blank.id });
  await processAll(ctxOf(all.ana), { documentId: document.id, version: 1 });
  expect((await now(all.ana, document.id)).error).toEqual({
    code: "empty",
    message: "There is no text in this file.",
  });
  const program = await keepFile(ctxOf(all.ana), "x.pdf", "MZ this is no PDF");
  await expect(createDocument(ctxOf(all.ana), { fileId: program.id })).rejects.toMatchObject({
    code: "UNSUPPORTED",
  });
});

test("what has no text is found by its title, and is never an answer", async () => {
  const titlesFor = (person: CastMember, q: string) =>
    read(ctxOf(person), (tx) => search(tx, { q, types: ["document"], sort: "relevance", limit: 10 })).then(
      ({ items }) => items.map(({ id, title, text }) => ({ id, title, text })),
    );
  const blank = await keepFile(ctxOf(all.ana), "Quarterly barnacles.txt", "  \n ---- \n");
  const { id } = (await createDocument(ctxOf(all.ana), { fileId: blank.id })).document;
  await processAll(ctxOf(all.ana), { documentId: id, version: 1 });
  const title = "Quarterly barnacles";
  expect(await titlesFor(all.mia, "barnacles")).toEqual([{ id, title, text: "" }]);
  expect(await titlesFor(all.gus, "barnacles")).toEqual([]);
  expect(await foundBy(all.mia, "barnacles")).toEqual([]);
  expect((await read(ctxOf(all.mia), (tx) => listPassages(tx, id, { limit: 5 }))).items).toEqual([]);
  await updateDocument(ctxOf(all.ana), id, { title: "Yearly limpets" });
  expect(await titlesFor(all.mia, "barnacles")).toEqual([{ id, title: "Yearly limpets", text: "" }]); // its file's name
  expect(await titlesFor(all.mia, "limpets")).toEqual([{ id, title: "Yearly limpets", text: "" }]);
  const text = await keepFile(ctxOf(all.ana), "limpets.txt", "They hold on to rocks.");
  await replaceDocument(ctxOf(all.ana), id, { fileId: text.id });
  await processAll(ctxOf(all.ana), { documentId: id, version: 2 });
  expect(await titlesFor(all.mia, "limpets")).toEqual([
    { id, title: "Yearly limpets", text: "They hold on to rocks." },
  ]);
  const emptied = await keepFile(ctxOf(all.ana), "nothing.txt", " \n ");
  await replaceDocument(ctxOf(all.ana), id, { fileId: emptied.id });
  await processAll(ctxOf(all.ana), { documentId: id, version: 3 });
  expect(await foundBy(all.mia, "What do limpets hold on to?")).toEqual([id]); // the text before it still answers
});

test("guests bring nothing, and nobody shares with whom they do not know", async () => {
  const file = await keepFile(ctxOf(all.eve), "mine.txt", "Northwind's own.");
  await expect(createDocument(ctxOf(all.eve), { fileId: file.id })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  const text = await keepFile(ctxOf(all.mia), "mia.txt", "Mia's own.");
  const bring = (input: Partial<CreateDocument>) =>
    createDocument(ctxOf(all.mia), { fileId: text.id, ...input });
  await expect(bring({ fileId: file.id })).rejects.toMatchObject({ code: "INVALID" });
  await expect(bring({ visibility: "conversation", conversationId: board })).rejects.toMatchObject({
    code: "INVALID",
  });
  await expect(bring({ visibility: "private", memberIds: [all.gus.memberId] })).rejects.toMatchObject({
    code: "INVALID",
  });
  await expect(bring({ folderId: newId() })).rejects.toMatchObject({ code: "INVALID" });
});
