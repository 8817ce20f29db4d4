import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { setLogLevel } from "@/lib/core/log";
import type { Ctx } from "@/lib/ctx";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { keepFile, processAll } from "@/tests/support/library";
import { createDocument, deleteDocument, replaceDocument } from "../commands";
import { listParts } from "./queries";

let all: Cast;
let ctxOf: (person: CastMember) => Ctx;

beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
  ctxOf = all.ctxOf;
});
afterAll(() => all.db.drop());

async function keep(by: CastMember, name: string, text: string) {
  const file = await keepFile(ctxOf(by), name, text);
  const { document } = await createDocument(ctxOf(by), { fileId: file.id, visibility: "workspace" });
  await processAll(ctxOf(by), { documentId: document.id, version: 1 });
  return document.id;
}

const textOf = async (by: CastMember, documentId: string, version?: number) =>
  (await listParts(ctxOf(by), documentId, { version, limit: 50 })).items.map(({ text }) => text).join("\n");

test("each version says what it said, and the newest is the one that is read unless told", async () => {
  const { ana, ben } = all;
  const id = await keep(ana, "Warranty.md", "# Warranty\n\nThe battery is covered for five years.");
  const next = await keepFile(
    ctxOf(ana),
    "Warranty.md",
    "# Warranty\n\nThe battery is covered for six years.",
  );
  await replaceDocument(ctxOf(ana), id, { fileId: next.id });
  expect(await textOf(ben, id)).toContain("five years");
  await processAll(ctxOf(ana), { documentId: id, version: 2 });
  expect(await textOf(ben, id)).toContain("six years");
  expect(await textOf(ben, id, 1)).toContain("five years");
  await expect(textOf(ben, id, 3)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a stranger, a guest and a random id are answered alike, and so is what was deleted", async () => {
  const { ana, eve, gus } = all;
  const id = await keep(ana, "Plan.txt", "We move the launch by one week.");
  for (const who of [eve, gus]) await expect(textOf(who, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(textOf(ana, newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
  await deleteDocument(ctxOf(ana), id);
  await expect(textOf(ana, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a cursor that is none of ours is refused", async () => {
  const id = await keep(all.ana, "Short.txt", "One sentence is enough.");
  const asked = { cursor: "../1", limit: 50 };
  await expect(listParts(ctxOf(all.ana), id, asked)).rejects.toMatchObject({ code: "INVALID" });
});
