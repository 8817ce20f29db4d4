import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ctx, read, transaction } from "@/lib/ctx";
import { type Cast, cast } from "@/tests/support/cast";
import { untilSomebodyWaits } from "@/tests/support/interleaving";
import { createFolder, updateFolder } from "./commands";
import { listFolders } from "./queries";

let all: Cast;
let ana: Ctx;
beforeAll(async () => {
  all = await cast();
  ana = all.ctxOf(all.ana);
});
afterAll(() => all.db.drop());

/** So many folders, each in the one before it. */
async function chain(name: string, length: number, parentId: string | null = null): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < length; n++)
    ids.push((await createFolder(ana, { name: `${name} ${n}`, parentId: ids.at(-1) ?? parentId })).id);
  return ids;
}

const last = (ids: string[]) => ids.at(-1) ?? "";

test("a folder moves with all that lies in it, or not at all where that would be too deep", async () => {
  const [top = "", ...rest] = await chain("long", 6);
  const other = await chain("other", 5);
  expect(await updateFolder(ana, top, { parentId: last(other) })).toMatchObject({ parentId: last(other) });
  await updateFolder(ana, top, { parentId: null });
  const deeper = await chain("deeper", 1, last(other));
  await expect(updateFolder(ana, top, { parentId: last(deeper) })).rejects.toMatchObject({ code: "INVALID" });
  await expect(updateFolder(ana, top, { parentId: last(rest) })).rejects.toMatchObject({ code: "INVALID" });
  await chain("deepest", 5, last(rest));
  await expect(createFolder(ana, { name: "one more", parentId: top })).resolves.toMatchObject({
    parentId: top,
  });
});

test("two that go into each other at once: the second is told, and none hangs in the air", async () => {
  const [a = "", b = ""] = [...(await chain("a", 1)), ...(await chain("b", 1))];
  let moved = () => {};
  const isMoved = new Promise<void>((resolve) => {
    moved = resolve;
  });
  let goOn = () => {};
  const mayCommit = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const first = transaction(ana, async (tx) => {
    await updateFolder(tx, a, { parentId: b });
    moved();
    await mayCommit;
  });
  await isMoved;
  const second = updateFolder(all.ctxOf(all.ben), b, { parentId: a }).catch((error: unknown) => error);
  await untilSomebodyWaits(all.db);
  goOn();
  await first;
  expect(await second).toMatchObject({ code: "INVALID" });
  const { items } = await read(ana, (tx) => listFolders(tx, { limit: 100 }));
  expect(items.find(({ id }) => id === b)?.parentId).toBeNull();
});
