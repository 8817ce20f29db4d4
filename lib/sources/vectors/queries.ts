import type { EmbedderRef } from "@/lib/adapters/embeddings/port";
import type { VectorSpace, VectorStore } from "@/lib/adapters/vectors/port";
import type { TxCtx } from "@/lib/ctx";
import type { Candidate } from "../passages/queries";
import type { Ranked } from "../ranking/queries";
import type { Meaning } from "./schema";

export type Space = VectorSpace & { embedder: EmbedderRef; status: "building" | "serving" | "retired" };

/** The space that questions are compared with; null until one is whole. */
export async function findServingSpace(tx: TxCtx): Promise<Space | null> {
  return (await listSpaces(tx)).find(({ status }) => status === "serving") ?? null;
}

type SpaceRow = {
  id: string;
  provider: EmbedderRef["provider"];
  model: string;
  dimensions: number | null;
  store: VectorStore;
  status: Space["status"];
};

export async function listSpaces(tx: TxCtx): Promise<Space[]> {
  const rows = await tx.db.$queryRaw<SpaceRow[]>`
    select id, provider, model, dimensions, store, status from search.space where workspace_id = ${tx.workspaceId}::uuid
    order by created_at`;
  return rows.map(({ id, provider, model, dimensions, store, status }) => ({
    workspaceId: tx.workspaceId,
    spaceId: id,
    store,
    embedder: { provider, model, dimensions },
    status,
  }));
}

/** The space that the configured embedder fills; null without one, and before it has begun. */
export async function findOwnSpace(tx: TxCtx): Promise<Space | null> {
  const embedder = tx.embeddings.embedder();
  if (!embedder) return null;
  const spaces = await listSpaces(tx);
  return (
    spaces.find((space) => space.status !== "retired" && isSameEmbedder(space.embedder, embedder)) ?? null
  );
}

const COUNTED = 10_000;

/** How the configured embedder is doing, for the admins; null without one. */
export async function describeEmbedder(tx: TxCtx) {
  const embedder = tx.embeddings.embedder();
  if (!embedder) return null;
  const space = await findOwnSpace(tx);
  const shared = { model: embedder.model, host: tx.embeddings.hostOf(embedder) };
  if (!space) return { ...shared, isServing: false, pending: 0, failure: null };
  const missing = await tx.vectors.missing(tx.db, space, { subjectId: null, most: COUNTED });
  const [row] = await tx.db.$queryRaw<{ failure: string | null }[]>`
    select failure from search.space where workspace_id = ${tx.workspaceId}::uuid and id = ${space.spaceId}::uuid`;
  const isServing = space.status === "serving";
  return { ...shared, isServing, pending: missing.length, failure: row?.failure ?? null };
}

export function isSameEmbedder(a: EmbedderRef, b: EmbedderRef): boolean {
  return a.provider === b.provider && a.model === b.model && a.dimensions === b.dimensions;
}

export type PendingPassage = {
  key: bigint;
  contentHash: string;
  text: string;
  heading: string | null;
  title: string;
  type: string;
  subjectId: string;
};

/** Passages that have no vector in a space yet, the newest first. A title without text says nothing that could be compared. */
export async function listPending(tx: TxCtx, space: VectorSpace, most: number): Promise<PendingPassage[]> {
  const keys = await tx.vectors.missing(tx.db, space, { subjectId: null, most });
  const rows = await tx.db.passage.findMany({
    where: { workspaceId: tx.workspaceId, key: { in: keys } },
    include: { source: { select: { type: true, subjectId: true, title: true } } },
    orderBy: { key: "desc" },
  });
  return rows.map(({ key, contentHash, text, heading, source }) => ({
    key,
    contentHash,
    text,
    heading,
    ...source,
  }));
}

const NEAREST = 60;

/** The cosines of the passages nearest to a question, by their keys, of those that the audiences may read. */
export async function findNear(
  tx: TxCtx,
  { space, vector }: Meaning,
  place: { audiences: string[]; within: string[] | null },
): Promise<Map<bigint, number>> {
  const near = await tx.vectors.nearest(tx.db, space, { ...place, vector, most: NEAREST });
  return new Map(near.map(({ key, similarity }) => [key, similarity]));
}

/** What is near in meaning is a candidate without a word in common. */
export function withNear(ranked: Ranked[], near: Map<bigint, number>): Ranked[] {
  const known = new Set(ranked.map(({ key }) => key));
  const others = [...near.keys()].filter((key) => !known.has(key));
  return [...ranked, ...others.map((key) => ({ key, score: 0 }))];
}

/** Also of those that their words alone made candidates. */
export async function withSimilarities(
  tx: TxCtx,
  { space, vector }: Meaning,
  pool: Candidate[],
  near: Map<bigint, number>,
): Promise<Candidate[]> {
  const keys = pool.map(({ key }) => key).filter((key) => !near.has(key));
  const others = await tx.vectors.compare(tx.db, space, { vector, keys });
  const all = new Map([...near, ...others.map(({ key, similarity }) => [key, similarity] as const)]);
  return pool.map((passage) => ({ ...passage, similarity: all.get(passage.key) ?? null }));
}
