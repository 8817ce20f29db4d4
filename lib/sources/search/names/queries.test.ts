import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { createDocument, deleteDocument, updateDocument } from "@/lib/documents/commands";
import { deleteMessage, sendMessage } from "@/lib/messages/commands";
import { createRecording } from "@/lib/recordings/commands";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { keepFile, processAll } from "@/tests/support/library";
import { search } from "../queries";

let all: Cast;
let stage: Stage;
let open: string;
let board: string;
beforeAll(async () => {
  all = await cast();
  stage = await stageOf(all);
  open = await stage.channel(all.ana, "open", "public");
  board = await stage.channel(all.ana, "board", "private", [all.ben]);
});
afterAll(() => all.db.drop());

type More = Partial<Parameters<typeof search>[1]>;
const find = (by: CastMember, q: string, more: More = {}) =>
  read(stage.ctxOf(by), (tx) => search(tx, { q, sort: "relevance", limit: 50, ...more }));
const idsOf = async (by: CastMember, q: string, more?: More) =>
  (await find(by, q, more)).items.map(({ id }) => id);

async function attach(conversationId: string, names: string[], body = "", by = all.ana): Promise<string> {
  const files = await Promise.all(names.map((name) => keepFile(stage.ctxOf(by), name, `Of ${name}`)));
  const input = { conversationId, clientId: newId(), body, fileIds: files.map(({ id }) => id) };
  return (await sendMessage(stage.ctxOf(by), input)).message.id;
}

async function bring(name: string, more: { visibility?: "private"; title?: string } = {}): Promise<string> {
  const ctx = stage.ctxOf(all.ana);
  const file = await keepFile(ctx, name, `Nothing of what it is called. ${newId()}`);
  const { document } = await createDocument(ctx, { fileId: file.id, ...more });
  return document.id;
}

test("the name of a file finds the message that carries it, for who reads it there and nobody else", async () => {
  const id = await attach(board, ["holiday.md", "quokka_plan-2026.md"], "Here it is.");
  for (const q of ["quokka", "plan 2026", "quokka_plan-2026.md", "quok", '"quokka plan"'])
    expect(await idsOf(all.ben, q), q).toEqual([id]);
  for (const q of ["quokka zebra", "uokka", "quokka -plan", "quokka -here"])
    expect(await idsOf(all.ben, q), q).toEqual([]);
  const { items, counts } = await find(all.ben, "quokka");
  expect(items[0]).toMatchObject({
    type: "message",
    text: "Here it is.",
    file: { name: "quokka_plan-2026.md", highlights: [{ start: 0, end: 6 }] },
  });
  expect(counts.message).toBe(1);
  for (const stranger of [all.cleo, all.mia, all.eve, all.gus]) {
    const found = await find(stranger, "quokka");
    expect([found.items, found.counts.message]).toEqual([[], 0]);
  }
  expect(await idsOf(all.ben, "quokka from:ben")).toEqual([]);
  expect(await idsOf(all.ben, "quokka in:board from:ana")).toEqual([id]);
  await deleteMessage(stage.ctxOf(all.ana), id);
  expect(await idsOf(all.ben, "quokka")).toEqual([]);
});

test("a message that says it and carries it is one", async () => {
  const id = await attach(open, ["wombat.md", "wombat-two.md"], "The wombat.");
  expect(await idsOf(all.mia, "wombat")).toEqual([id]);
});

test("has:file leaves messages that carry one, with words and without", async () => {
  const id = await attach(open, ["numbat.md"], "A marsupial.");
  await stage.say(all.ana, open, "A marsupial without a picture.");
  expect(await idsOf(all.mia, "marsupial")).toHaveLength(2);
  const found = await find(all.mia, "marsupial has:file");
  expect(found.items.map((hit) => hit.id)).toEqual([id]);
  expect(found.filters.hasFile).toBe(true);
  expect(await idsOf(all.mia, "marsupial", { has: "file" })).toEqual([id]);
  const secret = await attach(board, ["secret.md"]);
  expect(await idsOf(all.ben, "has:file in:board")).toEqual([secret]);
  expect(await idsOf(all.mia, "has:file")).not.toContain(secret);
  expect(await idsOf(all.mia, "has:file")).toContain(id);
  expect((await find(all.mia, "marsupial has:wings")).items).toEqual([]); // words like others
});

test("a document is found by its file's name and by its title as it is now, read or not", async () => {
  const id = await bring("thylacine_lease_v2.md");
  for (const q of ["thylacine", "thyla lease", "thylacine_lease_v2.md", "v2.md thylacine"])
    expect(await idsOf(all.mia, q), q).toEqual([id]);
  expect(await idsOf(all.mia, "thylacine -lease")).toEqual([]);
  await updateDocument(stage.ctxOf(all.ana), id, { title: "Tenancy of the bandicoot" });
  const byTitle = await find(all.mia, "bandicoot tenancy");
  expect(byTitle.items).toMatchObject([{ id, type: "document", file: null }]);
  expect((await find(all.mia, "thylacine")).items).toMatchObject([
    { id, title: "Tenancy of the bandicoot", file: { name: "thylacine_lease_v2.md" } },
  ]);
  expect(await idsOf(all.mia, "bandicoot lease")).toEqual([id]);
  for (const stranger of [all.eve, all.gus]) expect(await idsOf(stranger, "bandicoot")).toEqual([]);
  await processAll(stage.ctxOf(all.ana), { documentId: id, version: 1 });
  const both = await find(all.mia, "bandicoot");
  expect(both.items.map((hit) => hit.id)).toEqual([id]);
  expect(both.counts.document).toBe(1);
  await deleteDocument(stage.ctxOf(all.ana), id);
  expect(await idsOf(all.mia, "bandicoot")).toEqual([]);
});

test("what only its owner reads is found by nobody else; days and places narrow it", async () => {
  const id = await bring("pangolin.md", { visibility: "private" });
  expect(await idsOf(all.ana, "pangolin")).toEqual([id]);
  expect(await idsOf(all.ben, "pangolin")).toEqual([]);
  expect(await idsOf(all.ana, "pangolin before:2020-01-01")).toEqual([]);
  expect(await idsOf(all.ana, "pangolin", { document: id })).toEqual([id]);
  expect(await idsOf(all.ana, "pangolin in:open")).toEqual([]);
  expect(await idsOf(all.ana, "pangolin from:ana")).toEqual([]);
});

test("a recording is found by its title before anything is known of what was said in it", async () => {
  const ctx = stage.ctxOf(all.ana);
  const recording = await createRecording(ctx, { title: "Echidna stand-up", capture: true });
  const { items } = await find(all.ana, "echid stand");
  expect(items).toMatchObject([
    { id: recording.recordingId, type: "recording", anchor: { kind: "time", startMs: 0 } },
  ]);
  for (const stranger of [all.eve, all.gus]) expect(await idsOf(stranger, "echidna")).toEqual([]);
});
