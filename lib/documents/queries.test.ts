import { afterAll, beforeAll, expect, test } from "vitest";
import { setLogLevel } from "@/lib/core/log";
import { read } from "@/lib/ctx";
import { type Cast, cast } from "@/tests/support/cast";
import { keepFile, processAll } from "@/tests/support/library";
import { createDocument, replaceDocument } from "./commands";
import { getDocument, listVersions } from "./queries";

let all: Cast;

beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
});
afterAll(() => all.db.drop());

test("each version is of its own file's kind, and the one that was read last answers: not what failed after it, nor what is being read", async () => {
  const { ana, ben, gus } = all;
  const ctx = all.ctxOf(ana);
  const first = await keepFile(ctx, "Plan.md", "# Plan\n\nWe ship on Monday.");
  const { document } = await createDocument(ctx, { fileId: first.id, visibility: "workspace" });
  const { id: documentId } = document;
  await processAll(ctx, { documentId, version: 1 });

  const replace = async (name: string, content: string) => {
    const file = await keepFile(ctx, name, content);
    await replaceDocument(ctx, documentId, { fileId: file.id });
  };
  const versions = async () =>
    (await read(all.ctxOf(ben), (tx) => listVersions(tx, documentId, { limit: 100 }))).items.map(
      ({ version, kind, answers }) => `${version} ${kind}${answers ? " answers" : ""}`,
    );
  await replace("Plan.pdf", "%PDF-1.7\ncut off");
  await processAll(ctx, { documentId, version: 2 });
  expect(await read(ctx, async (tx) => (await getDocument(tx, documentId)).status)).toBe("failed");
  expect(await versions()).toEqual(["2 pdf", "1 markdown answers"]);
  await replace("Plan.csv", "Day,What\nMonday,We ship\n");
  expect(await versions()).toEqual(["3 csv", "2 pdf", "1 markdown answers"]);
  await processAll(ctx, { documentId, version: 3 });
  expect(await versions()).toEqual(["3 csv answers", "2 pdf", "1 markdown"]);
  await expect(
    read(all.ctxOf(gus), (tx) => listVersions(tx, documentId, { limit: 100 })),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
});
