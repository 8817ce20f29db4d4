import type { DBSchema } from "idb";
import { ownDatabase } from "@/components/shell/kept-for";

type Stored = { id: string; bytes: ArrayBuffer };

interface KeptFiles extends DBSchema {
  files: { key: string; value: Stored };
}

/** More than this is not kept beside what the disk has already: after a reload it is attached again. */
const MOST_BYTES = 64 * 1024 * 1024;

const database = ownDatabase<KeptFiles>("parley-files", (db) => {
  db.createObjectStore("files", { keyPath: "id" });
});

/** Keeps the bytes of a file that is attached and not uploaded yet. Never rejects. */
export async function keepFile(id: string, file: File): Promise<void> {
  if (file.size > MOST_BYTES) return;
  const db = await database();
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes) await db?.put("files", { id, bytes }).catch(() => undefined);
}

/** The bytes that were kept; null where they were not. */
export async function recallFile(id: string): Promise<ArrayBuffer | null> {
  const stored = await (await database())?.get("files", id).catch(() => undefined);
  return stored?.bytes ?? null;
}

/** It is uploaded, or nobody wants it. */
export async function forgetFile(id: string): Promise<void> {
  await (await database())?.delete("files", id).catch(() => undefined);
}

/** At sign-out nothing of the person stays in the browser. */
export async function wipeFiles(): Promise<void> {
  await (await database())?.clear("files").catch(() => undefined);
}
