import type { DBSchema } from "idb";
import { ownDatabase } from "@/components/shell/kept-for";

/** What this browser wrote down of a capture, kept until the server says that it has it. */
export type KeptCaption = { id: string; captureId: string; startMs: number; endMs: number; text: string };

interface Captions extends DBSchema {
  captions: { key: string; value: KeptCaption; indexes: { capture: string } };
}

/** A database of its own: a page of before that is still open would hold up another version of the recorder's. */
const database = ownDatabase<Captions>("parley-captions", (db) => {
  db.createObjectStore("captions", { keyPath: "id" }).createIndex("capture", "captureId");
});

/** Never rejects, like all that keeps here. */
export async function keepCaption(caption: KeptCaption): Promise<void> {
  await (await database())?.put("captions", caption).catch(() => undefined);
}

export async function forgetCaption({ id }: KeptCaption): Promise<void> {
  await (await database())?.delete("captions", id).catch(() => undefined);
}

/** Those of a capture, in the order in which they were said. */
export async function listCaptions(captureId: string): Promise<KeptCaption[]> {
  const kept = await (await database())?.getAllFromIndex("captions", "capture", captureId).catch(() => []);
  return (kept ?? []).sort((a, b) => a.startMs - b.startMs);
}

export async function wipeCaptions(): Promise<void> {
  await (await database())?.clear("captions").catch(() => undefined);
}
