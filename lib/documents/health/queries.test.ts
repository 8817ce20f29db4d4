import { afterAll, beforeAll, expect, test } from "vitest";
import { setLogLevel } from "@/lib/core/log";
import { read } from "@/lib/ctx";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { keepFile, processAll } from "@/tests/support/library";
import { createDocument, deleteDocument } from "../commands";
import { getIndexHealth } from "./queries";

let all: Cast;

beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
});
afterAll(() => all.db.drop());

async function keep(by: CastMember, name: string, text: string, isRead = true) {
  const ctx = all.ctxOf(by);
  const file = await keepFile(ctx, name, text);
  const { document } = await createDocument(ctx, { fileId: file.id, visibility: "private" });
  if (isRead) await processAll(ctx, { documentId: document.id, version: 1 });
  return document.id;
}

const health = (who: CastMember) => read(all.ctxOf(who), getIndexHealth);

test("counts what is found, waits and failed, and nothing of another workspace or of what was deleted", async () => {
  const { ana, ben, gus } = all;
  await keep(ana, "one.txt", "We move the launch by one week.");
  await keep(ben, "two.txt", "The frames are ready.", false);
  await keep(ben, "blank.txt", "  ...  ");
  const gone = await keep(ana, "three.txt", "The price is 2,490.");
  await keep(gus, "stranger.txt", "Globex sells anvils.");
  await deleteDocument(all.ctxOf(ana), gone);

  const { documents, faults, passages, oldestWaitingAt } = await health(ana);
  expect(documents).toEqual({ ready: 1, queued: 1, failed: 1, processing: 0, cancelled: 0 });
  expect(faults).toMatchObject([{ code: "empty", count: 1 }]);
  expect(passages.document).toBe(1);
  expect(oldestWaitingAt).not.toBeNull();
});
