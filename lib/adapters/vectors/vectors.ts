import type { Tx } from "@/lib/adapters/db/port";
import { hasPgvector, pgvector } from "./pgvector";
import { plain } from "./plain";
import type { VectorStore, VectorsPort } from "./port";
import type { Kept } from "./rows";

/** With pgvector, up to so many vectors every one is compared: 2.4 ms a thousand. Beyond it the index draws them. */
const EXACT_UP_TO = 5_000;

/** Both ways of keeping vectors; which one a space uses is written on it, so that a change of the database is a change of space. */
export function createVectors({ exactUpTo = EXACT_UP_TO } = {}): VectorsPort {
  let store: VectorStore | null = null;
  const storeOf = async (tx: Tx): Promise<VectorStore> => {
    store ??= (await hasPgvector(tx)) ? "pgvector" : "plain";
    return store;
  };
  const kept: Record<VectorStore, Kept> = { plain, pgvector: pgvector(exactUpTo) };
  /** A space of pgvector may outlive the extension: what lies in no table is found nowhere. */
  const of = async (tx: Tx, wanted: VectorStore): Promise<Kept | null> =>
    wanted === "plain" || (await storeOf(tx)) === "pgvector" ? kept[wanted] : null;
  const all = async (tx: Tx): Promise<Kept[]> =>
    (await storeOf(tx)) === "pgvector" ? [plain, kept.pgvector] : [plain];

  return {
    storeOf,
    put: async (tx, space, vectors) => {
      if (vectors.length > 0) await (await of(tx, space.store))?.put(tx, space, vectors);
    },
    missing: async (tx, space, wanted) =>
      (await (await of(tx, space.store))?.missing(tx, space, wanted)) ?? [],
    nearest: async (tx, space, wanted) =>
      wanted.audiences.length === 0
        ? []
        : ((await (await of(tx, space.store))?.nearest(tx, space, wanted)) ?? []),
    compare: async (tx, space, wanted) =>
      wanted.keys.length === 0 ? [] : ((await (await of(tx, space.store))?.compare(tx, space, wanted)) ?? []),
    forget: async (tx, workspaceId, keys) => {
      if (keys.length === 0) return;
      for (const one of await all(tx)) await one.forget(tx, workspaceId, keys);
    },
    follow: async (tx, workspaceId, keys) => {
      if (keys.length === 0) return;
      for (const one of await all(tx)) await one.follow(tx, workspaceId, keys);
    },
    drop: async (tx, space, most) => (await (await of(tx, space.store))?.drop(tx, space, most)) ?? 0,
  };
}
