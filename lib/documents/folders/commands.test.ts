import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { keepFile } from "@/tests/support/library";
import { topics } from "@/tests/support/ports";
import { createDocument, deleteDocument } from "../commands";
import { folderChanged } from "../events";
import { getDocument } from "../queries";
import type { CreateDocument } from "../schema";
import { createFolder, deleteFolder, updateFolder } from "./commands";
import { listFolders } from "./queries";

let all: Cast;
let of: (person: CastMember) => Ctx;
let visitors: string;
let count = 0;

beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
  of = all.ctxOf;
  visitors = await (await stageOf(all)).channel(all.ana, "visitors", "private", [all.eve]);
});
afterAll(() => all.db.drop());

async function bring(by: CastMember, input: Partial<CreateDocument>): Promise<string> {
  const file = await keepFile(of(by), `note ${++count}.txt`, `The quay of Bergen (${count}).`);
  return (await createDocument(of(by), { fileId: file.id, ...input })).document.id;
}

const folderOf = (person: CastMember, documentId: string) =>
  read(of(person), async (tx) => (await getDocument(tx, documentId)).folderId);

const seenBy = async (person: CastMember) =>
  (await read(of(person), (tx) => listFolders(tx, { limit: 100 }))).items;

/** What was said of folders on a topic while something was done. */
async function heardOn(topic: string, work: () => Promise<unknown>) {
  await all.recorded.settled();
  all.recorded.clear();
  await work();
  await all.recorded.settled();
  return all.recorded
    .heardOn(topic)
    .flatMap(({ name, payload }) => (name === folderChanged.eventName ? [payload] : []));
}

describe("everybody in the workspace", () => {
  test("hears of a folder that is made, renamed, moved and deleted, and nobody else does", async () => {
    const { ana, gus } = all;
    const here = topics.workspace(ana.workspaceId);
    const plans = await createFolder(of(ana), { name: "Plans" });
    let id = "";
    const make = async () => {
      id = (await createFolder(of(ana), { name: "Old" })).id;
    };
    const told = (change: string) => [expect.objectContaining({ folder_id: id, change })];
    expect(await heardOn(here, make)).toEqual(told("created"));
    expect(await heardOn(here, () => updateFolder(of(ana), id, { name: "New" }))).toEqual(told("updated"));
    expect(await heardOn(here, () => updateFolder(of(ana), id, { parentId: plans.id }))).toEqual(
      told("updated"),
    );
    expect(await seenBy(all.mia)).toContainEqual(
      expect.objectContaining({ name: "New", parentId: plans.id }),
    );
    expect(await heardOn(topics.workspace(gus.workspaceId), () => deleteFolder(of(ana), id))).toEqual([]);
    expect((await seenBy(all.mia)).map(({ name }) => name)).not.toContain("New");
    expect((await seenBy(gus)).map(({ name }) => name)).not.toContain("Plans");
  });

  test("finds what lay in a deleted folder, and its folders, where that lay", async () => {
    const { ana, ben } = all;
    const outer = await createFolder(of(ana), { name: "Outer" });
    const middle = await createFolder(of(ana), { name: "Middle", parentId: outer.id });
    const inner = await createFolder(of(ben), { name: "Inner", parentId: middle.id });
    const document = await bring(ben, { folderId: middle.id, visibility: "workspace" });
    await deleteFolder(of(ana), middle.id);
    expect(await folderOf(ben, document)).toBe(outer.id);
    expect(await seenBy(ben)).toContainEqual(expect.objectContaining({ id: inner.id, parentId: outer.id }));
  });
});

test("a guest hears of a folder while something in it is theirs to read, and of no other", async () => {
  const { ana, eve } = all;
  const own = topics.member(eve.memberId);
  const { id } = await createFolder(of(ana), { name: "Quays" });
  await bring(ana, { folderId: id, visibility: "workspace" });
  expect(await heardOn(own, () => updateFolder(of(ana), id, { name: "Piers" }))).toEqual([]);
  const readers = { visibility: "conversation", conversationId: visitors } as const;
  const shared = await bring(ana, { folderId: id, ...readers });
  expect(await heardOn(own, () => updateFolder(of(ana), id, { name: "Docks" }))).toHaveLength(1);
  await deleteDocument(of(ana), shared);
  expect(await heardOn(own, () => updateFolder(of(ana), id, { name: "Cranes" }))).toEqual([]);
  await bring(ana, { folderId: id, ...readers });
  expect(await heardOn(own, () => deleteFolder(of(ana), id))).toHaveLength(1);
});

test("whoever made it and admins rename and delete a folder; others are told so, in words about folders", async () => {
  const { ana, ben, mia, cleo, eve, gus } = all;
  const { id, createdById } = await createFolder(of(mia), { name: "Mia's" });
  expect(createdById).toBe(mia.memberId);
  await updateFolder(of(mia), id, { name: "Mine" });
  await updateFolder(of(ben), id, { name: "Ours" });
  const refused = { code: "FORBIDDEN", message: "Only whoever made this folder, or an admin, may do that." };
  await expect(updateFolder(of(cleo), id, { name: "Cleo's" })).rejects.toMatchObject(refused);
  await expect(deleteFolder(of(cleo), id)).rejects.toMatchObject(refused);
  await expect(deleteFolder(of(eve), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(deleteFolder(of(gus), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(deleteFolder(of(ana), newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
  await deleteFolder(of(ana), id);
});

test("a folder lies in no folder of its own, nor in one that is not there", async () => {
  const { ana, gus } = all;
  const outer = await createFolder(of(ana), { name: "Outer" });
  const inner = await createFolder(of(ana), { name: "Inner", parentId: outer.id });
  const foreign = await createFolder(of(gus), { name: "Theirs" });
  for (const parentId of [outer.id, inner.id, foreign.id, newId()])
    await expect(updateFolder(of(ana), outer.id, { parentId })).rejects.toMatchObject({ code: "INVALID" });
});
