import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DAY } from "@/lib/core/clock";
import { topics } from "@/lib/core/event";
import { newId } from "@/lib/core/ids";
import { type Ctx, read } from "@/lib/ctx";
import { createDocument, deleteDocument } from "@/lib/documents/commands";
import { createRecording } from "@/lib/recordings/commands";
import { askForAnswer } from "@/lib/runs/asking/commands";
import { search } from "@/lib/sources/search/queries";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { keepFile, processAll } from "@/tests/support/library";
import { workOn } from "@/tests/support/recordings";
import { createCollection, deleteCollection, restoreCollection, updateCollection } from "./commands";
import { purgeCollections } from "./erasing/commands";
import { collectionChanged } from "./events";
import { describeCollection, listCollections } from "./queries";
import { CreateCollection } from "./schema";
import { addSources, removeSource } from "./sources/commands";
import { listCollected } from "./sources/queries";

let all: Cast;
let stage: Stage;
const of = (person: CastMember): Ctx => stage.ctxOf(person);
beforeAll(async () => {
  all = await cast();
  stage = await stageOf(all);
});
afterAll(() => all.db.drop());

type Readers = { visibility?: "workspace" | "conversation" | "private"; conversationId?: string };

async function bring(by: CastMember, text: string, readers: Readers = {}): Promise<string> {
  const file = await keepFile(of(by), `${text.slice(0, 20)}.txt`, text);
  const { document } = await createDocument(of(by), { fileId: file.id, ...readers });
  await processAll(of(by), { documentId: document.id, version: 1 });
  return document.id;
}

async function record(by: CastMember, text: string, visibility: "workspace" | "private" = "workspace") {
  const input = { transcript: `Ana: ${text}`, title: text.slice(0, 20), visibility };
  const { recordingId } = await createRecording(of(by), input);
  await workOn(of(by), recordingId);
  return recordingId;
}

const make = (by: CastMember, input: Partial<CreateCollection> = {}) =>
  createCollection(of(by), CreateCollection.parse({ name: "Bergen", ...input }));
const shown = (by: CastMember, id: string) => read(of(by), (tx) => describeCollection(tx, id));
const inside = async (by: CastMember, id: string) =>
  (await read(of(by), (tx) => listCollected(tx, id, { limit: 50 }))).items.map((one) => one.id);
const listed = async (by: CastMember, more: { holding?: string } = {}) =>
  (await read(of(by), (tx) => listCollections(tx, { limit: 100, ...more }))).items.map(({ id }) => id);
const none = { documentIds: [], recordingIds: [] };

describe("who sees what", () => {
  test("a collection shows everybody what they may read of it, and counts no more", async () => {
    const { ana, ben, cleo, eve, gus } = all;
    const guests = await stage.channel(ana, "guests", "public", [eve]);
    const board = await stage.channel(ana, "board", "private", [ben]);
    const open = await bring(ana, "The harbor of Bergen is open.");
    const ours = await bring(ana, "The board meets on Friday.", {
      visibility: "conversation",
      conversationId: board,
    });
    const mine = await bring(ana, "My own notes of Bergen.", { visibility: "private" });
    const recordingIds = [
      await record(ana, "We meet at the quay."),
      await record(ana, "To myself.", "private"),
    ];
    const { id } = await make(ana, { documentIds: [open, ours, mine], recordingIds });

    expect(await shown(ana, id)).toMatchObject({ documents: 3, recordings: 2, name: "Bergen" });
    expect(await shown(ben, id)).toMatchObject({ documents: 2, recordings: 1 });
    expect((await inside(cleo, id)).toSorted()).toEqual([open, recordingIds[0]].toSorted());
    expect(await listed(cleo, { holding: open })).toContain(id);
    expect(await listed(cleo, { holding: ours })).toEqual([]);
    for (const outside of [eve, gus]) {
      await expect(shown(outside, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(inside(outside, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect(await listed(outside)).not.toContain(id);
    }

    // A guest sees one in which something is theirs to read, and of it no more than that.
    const forGuests = await bring(ana, "Welcome to Bergen.", {
      visibility: "conversation",
      conversationId: guests,
    });
    await addSources(of(ana), id, { ...none, documentIds: [forGuests] });
    expect(await shown(eve, id)).toMatchObject({ documents: 1, recordings: 0 });
    expect(await inside(eve, id)).toEqual([forGuests]);
    await deleteDocument(of(ana), forGuests);
    expect(await listed(eve)).not.toContain(id);
  });

  test("a guest hears of one while something in it is theirs to read, and of no other", async () => {
    const { ana, eve } = all;
    const guests = await stage.channel(ana, "visitors", "private", [eve]);
    const own = await bring(ana, "The quay of Bergen.", {
      visibility: "conversation",
      conversationId: guests,
    });
    const open = await bring(ana, "The cranes of Bergen.");
    const heard = async (work: () => Promise<unknown>) => {
      all.recorded.clear();
      await work();
      await all.recorded.settled();
      return all.recorded
        .heardOn(topics.member(eve.memberId))
        .filter(({ name }) => name === collectionChanged.eventName).length;
    };
    const { id } = await make(ana, { documentIds: [open] });
    expect(await heard(() => updateCollection(of(ana), id, { name: "Quays" }))).toBe(0);
    expect(await heard(() => addSources(of(ana), id, { ...none, documentIds: [own] }))).toBe(1);
    expect(await heard(() => updateCollection(of(ana), id, { name: "Harbors" }))).toBe(1);
    expect(await heard(() => removeSource(of(ana), id, own))).toBe(1);
    expect(await heard(() => updateCollection(of(ana), id, { name: "Cranes" }))).toBe(0);
    await addSources(of(ana), id, { ...none, documentIds: [own] });
    expect(await heard(() => updateCollection(of(ana), id, { visibility: "private" }))).toBe(1);
    expect(await heard(() => updateCollection(of(ana), id, { name: "Mine" }))).toBe(0);
    await updateCollection(of(ana), id, { visibility: "workspace" });
    expect(await heard(() => deleteCollection(of(ana), id))).toBe(1);
  });

  test("one for oneself is nobody else's, also no admin's; and others hear nothing of it", async () => {
    const { ana, ben, mia } = all;
    all.recorded.clear();
    const { id } = await make(mia, { visibility: "private" });
    await all.recorded.settled();
    expect(all.recorded.heardOn(topics.workspace(all.acme.id))).toEqual([]);
    expect(all.recorded.heardOn(topics.member(mia.memberId))).toMatchObject([
      { name: collectionChanged.eventName },
    ]);
    for (const other of [ana, ben]) {
      expect(await listed(other)).not.toContain(id);
      await expect(shown(other, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(deleteCollection(of(other), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await updateCollection(of(mia), id, { visibility: "workspace" });
    expect(await listed(ben)).toContain(id);
    // An admin could not give it back: it would be nobody's.
    await expect(updateCollection(of(ana), id, { visibility: "private" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    all.recorded.clear();
    await updateCollection(of(mia), id, { visibility: "private" });
    await all.recorded.settled();
    expect(all.recorded.heardOn(topics.workspace(all.acme.id))).toHaveLength(1);
    expect(await listed(ben)).not.toContain(id);
  });
});

describe("what is in it", () => {
  test("a source is in many, and in each once; taken out, it stays where it is", async () => {
    const { ana, cleo } = all;
    const document = await bring(ana, "The ferry leaves at nine.");
    const first = await make(ana, { name: "Ferries", documentIds: [document, document] });
    const second = await make(ana, { name: "Times" });
    await addSources(of(cleo), second.id, { ...none, documentIds: [document] });
    await addSources(of(cleo), second.id, { ...none, documentIds: [document] });
    expect((await listed(ana, { holding: document })).toSorted()).toEqual([first.id, second.id].toSorted());
    expect(await shown(ana, second.id)).toMatchObject({ documents: 1 });
    await removeSource(of(cleo), second.id, document);
    expect(await inside(ana, second.id)).toEqual([]);
    expect(await inside(ana, first.id)).toEqual([document]);
    await expect(removeSource(of(cleo), second.id, document)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("nothing goes in that one may not read, and nothing of that comes out", async () => {
    const { ana, ben, eve, gus } = all;
    const own = await bring(ana, "Nobody else reads this.", { visibility: "private" });
    const { id } = await make(ana, { documentIds: [own] });
    for (const documentIds of [[own], [newId()]]) {
      const added = addSources(of(ben), id, { ...none, documentIds });
      await expect(added).rejects.toMatchObject({ code: "INVALID" });
    }
    await expect(make(ben, { documentIds: [own] })).rejects.toMatchObject({ code: "INVALID" });
    await expect(make(eve)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(removeSource(of(ben), id, own)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(addSources(of(gus), id, none)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("members fill what is for all, and rename or delete what they made; an admin also the rest", async () => {
    const { ana, ben, mia, cleo } = all;
    const { id } = await make(mia);
    await expect(updateCollection(of(cleo), id, { name: "Mine" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(deleteCollection(of(cleo), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await updateCollection(of(ben), id, { description: "All of it" })).toMatchObject({
      description: "All of it",
    });
    await deleteCollection(of(mia), id);
    expect(await listed(ana)).not.toContain(id);
    await expect(restoreCollection(of(cleo), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await restoreCollection(of(mia), id)).toMatchObject({ id, description: "All of it" });

    await deleteCollection(of(mia), id);
    await purgeCollections({ ...of(ana), clock: { now: () => new Date(Date.now() + 29 * DAY) } });
    await restoreCollection(of(mia), id);
    await deleteCollection(of(mia), id);
    await purgeCollections({ ...of(ana), clock: { now: () => new Date(Date.now() + 31 * DAY) } });
    await expect(restoreCollection(of(mia), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("looking in it", () => {
  const ids: Record<"document" | "elsewhere" | "own" | "recording" | "collection", string> = {
    ...{ document: "", elsewhere: "", own: "", recording: "", collection: "" },
  };
  beforeAll(async () => {
    const { ana } = all;
    ids.document = await bring(ana, "The heliotrope stands in the greenhouse of Bergen.");
    ids.elsewhere = await bring(ana, "The heliotrope stands in the cellar of Oslo.");
    ids.own = await bring(ana, "The heliotrope of my own stands in the attic.", { visibility: "private" });
    ids.recording = await record(ana, "Water the heliotrope on Sunday.");
    const open = await stage.channel(ana, "plants", "public");
    await stage.say(ana, open, "The heliotrope is dry.");
    const sources = { documentIds: [ids.document, ids.own], recordingIds: [ids.recording] };
    ids.collection = (await make(ana, sources)).id;
  });

  const found = async (by: CastMember, where: object) => {
    const asked = { q: "heliotrope", sort: "relevance" as const, limit: 50, ...where };
    const { items, filters, counts } = await read(of(by), (tx) => search(tx, asked));
    return { ids: items.map((one) => one.id).toSorted(), place: filters.place, counts };
  };

  test("a search in it finds what the asker may read of it, counts no more, and looks nowhere else", async () => {
    const { ana, cleo, gus } = all;
    const { document, elsewhere, own, recording, collection } = ids;
    const inIt = await found(cleo, { collection });
    expect(inIt.ids).toEqual([document, recording].toSorted());
    expect(inIt.place).toEqual({ kind: "collection", id: collection, name: "Bergen" });
    expect(inIt.counts).toEqual({ message: 0, document: 1, recording: 1 });
    expect((await found(ana, { collection })).ids).toContain(own);
    expect((await found(cleo, { document: elsewhere })).ids).toEqual([elsewhere]);
    expect((await found(cleo, { document: own })).ids).toEqual([]);
    expect(await found(gus, { collection })).toMatchObject({ ids: [], place: null });
    await expect(found(cleo, { document, collection })).rejects.toMatchObject({ code: "INVALID" });
  });

  test("a question to it is answered from what the asker may read of it, and from nothing once it is somebody's own", async () => {
    const { ana, ben, cleo } = all;
    const scope = { collectionId: ids.collection };
    const ask = (by: CastMember) =>
      askForAnswer(of(by), { question: "Where does the heliotrope stand?", scope });
    const answered = await ask(cleo);
    expect(answered.answer).toContain("greenhouse");
    expect(answered.answer).not.toMatch(/cellar|attic/);
    expect((await ask(ana)).answer).toContain("attic");

    await updateCollection(of(ana), ids.collection, { visibility: "private" });
    const runId = await stage.ask(cleo, answered.conversationId, "Where does the heliotrope stand now?");
    const sql = 'select body from "Message" where "runId" = $1';
    const [after] = await all.db.superuser<{ body: string }>(sql, [runId]);
    expect(after?.body).not.toContain("heliotrope stands");
    expect((await found(cleo, { collection: ids.collection })).ids).toEqual([]);
    await expect(ask(ben)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
