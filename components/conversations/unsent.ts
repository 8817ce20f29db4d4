import type { DBSchema } from "idb";
import type { Attached } from "@/components/messages/attachments/attached";
import { ownDatabase } from "@/components/shell/kept-for";

/** A message that this browser has not yet been told is stored: written offline, on its way, or refused. */
export type Unsent = {
  clientId: string;
  workspace: string;
  conversationId: string;
  body: string;
  parentId: string | null;
  /** What goes along; without a fileId it is not uploaded yet. */
  files: Attached[];
  createdAt: string;
  state: "uploading" | "sending" | "waiting" | "failed";
  reason: string | null;
};

interface UnsentDatabase extends DBSchema {
  unsent: { key: string; value: Unsent; indexes: { conversation: string } };
}

const database = ownDatabase<UnsentDatabase>("parley", (db) => {
  db.createObjectStore("unsent", { keyPath: "clientId" }).createIndex("conversation", "conversationId");
});

/** Never rejects: a message that the browser cannot keep (its disk is full) is sent all the same. */
export async function keepUnsent(item: Unsent): Promise<void> {
  await (await database())?.put("unsent", item).catch(() => undefined);
}

/** Never rejects: what stays is sent again some time, and the server knows it already. */
export async function forgetUnsent(clientId: string): Promise<void> {
  await (await database())?.delete("unsent", clientId).catch(() => undefined);
}

/** What was left unsent in a conversation, oldest first. */
export async function listUnsent(conversationId: string): Promise<Unsent[]> {
  const db = await database();
  const items = await db?.getAllFromIndex("unsent", "conversation", conversationId).catch(() => []);
  // What was kept before there were files has none.
  return (items ?? [])
    .map((item) => ({ ...item, files: item.files ?? [] }))
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
}

/** At sign-out nothing of the person stays in the browser. */
export async function wipeUnsent(): Promise<void> {
  await (await database())?.clear("unsent");
}
