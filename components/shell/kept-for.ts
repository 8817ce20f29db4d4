import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { speakFor } from "@/lib/core/send";

const KEY = "parley.person";
let person: string | null = null;

/**
 * What a browser keeps (unsent messages, drafts, recordings under way) belongs to who is signed in: somebody else who signs in here neither
 * sees nor sends it, and who wrote it finds it again. A page that is still open for who was signed in before is refused. Said before anything
 * is read or sent.
 */
export function keepFor(userId: string): void {
  if (typeof window === "undefined") return;
  person = userId;
  speakFor(userId);
  try {
    localStorage.setItem(KEY, userId);
  } catch {
    // A browser that keeps nothing has nothing of anybody else.
  }
}

/** The name under which something of this person is kept. */
export function ownName(name: string): string {
  return `${name}:${person ?? rememberedPerson()}`;
}

/** Pages around the workspaces do not say whose they are, and sign out all the same. */
function rememberedPerson(): string {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/**
 * A database of this person's own, opened when it is first asked for. null where the browser keeps nothing (private windows of some): then
 * what it would keep lives as long as the page. Where storage is forbidden the browser throws at once, where it is broken later.
 */
export function ownDatabase<Schema extends DBSchema>(
  name: string,
  upgrade: (db: IDBPDatabase<Schema>) => void,
): () => Promise<IDBPDatabase<Schema> | null> {
  const opened = new Map<string, Promise<IDBPDatabase<Schema> | null>>();
  const open = async (own: string) => openDB<Schema>(own, 1, { upgrade });
  return () => {
    const own = ownName(name);
    const opening = opened.get(own) ?? open(own).catch(() => null);
    opened.set(own, opening);
    return opening;
  };
}
