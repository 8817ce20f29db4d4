import type { Tx } from "@/lib/adapters/db/port";

/** `pgvector`: the extension and its table are there. `plain`: what every database has. */
export type VectorStore = "pgvector" | "plain";

/** Vectors of one embedder in one workspace. */
export type VectorSpace = { workspaceId: string; spaceId: string; store: VectorStore };

/** `vector` of length 1; null: the embedder refused the text, and it is not to be asked again. */
export type NewVector = { key: bigint; vector: Float32Array | null };

export type Near = { key: bigint /** The cosine, from -1 to 1. */; similarity: number };

type Wanted = {
  vector: Float32Array;
  /** Whose passages may be candidates at all. */
  audiences: string[];
  /** The ids of what is searched (conversations, documents, recordings); null: everything. */
  within: string[] | null;
  most: number;
};

/** Vectors of passages, beside them in the same database. Everything runs in the caller's transaction, under its row-level security. */
export type VectorsPort = {
  /** The best that this database offers. Asked once. */
  storeOf(tx: Tx): Promise<VectorStore>;
  /** Keeps vectors of passages that are there; each takes its passage's audience. One that is kept already stays. */
  put(tx: Tx, space: VectorSpace, vectors: NewVector[]): Promise<void>;
  /** Published passages that say something and have no vector in this space, the newest first; of one subject, or of all. */
  missing(tx: Tx, space: VectorSpace, wanted: { subjectId: string | null; most: number }): Promise<bigint[]>;
  /**
   * The nearest passages that the audiences may read, of published sources, nearest first. Exact, but for what only an index or a sketch can
   * draw in time: then nearly so.
   */
  nearest(tx: Tx, space: VectorSpace, wanted: Wanted): Promise<Near[]>;
  /** How near these passages are. Those without a vector are left out. */
  compare(tx: Tx, space: VectorSpace, wanted: { vector: Float32Array; keys: bigint[] }): Promise<Near[]>;
  /** Passages that changed or went: no space holds them any more. */
  forget(tx: Tx, workspaceId: string, keys: bigint[]): Promise<void>;
  /** Vectors follow their passages to another audience. */
  follow(tx: Tx, workspaceId: string, keys: bigint[]): Promise<void>;
  /** Removes at most `most` vectors of a space that is not used any more. Returns how many. */
  drop(tx: Tx, space: VectorSpace, most: number): Promise<number>;
};
