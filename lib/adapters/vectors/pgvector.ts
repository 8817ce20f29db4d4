import type { Tx } from "@/lib/adapters/db/port";
import { Prisma } from "@/prisma/generated/client";
import type { Near, VectorSpace, VectorsPort } from "./port";
import { isFound, type Kept, rowsOf } from "./rows";

/** An index holds no more; see search.prepare_pgvector. */
const MOST_DIMENSIONS = 2_000;

/**
 * pgvector in the same database. A filter by workspace and audience throws away most of what an index finds, hence the iterative scan, which
 * goes on until there are enough.
 */
export const pgvector = (exactUpTo: number): Kept => ({
  ...rowsOf(Prisma.sql`search.embedding_pgvector`),

  async put(tx, { workspaceId, spaceId }, vectors) {
    await tx.$executeRaw`
      insert into search.embedding_pgvector (workspace_id, space_id, passage_key, audience_id, vector)
      select p."workspaceId", ${spaceId}::uuid, p.key, p."audienceId", t.vector::vector
      from unnest(
        ${vectors.map(({ key }) => key)}::bigint[], ${vectors.map(({ vector }) => vector && textOf(vector))}::text[]
      ) as t (key, vector)
      join "Passage" p on p."workspaceId" = ${workspaceId}::uuid and p.key = t.key
      on conflict (workspace_id, space_id, passage_key) do nothing`;
  },

  async nearest(tx, space, wanted) {
    const isSmall = wanted.within !== null || (await countUpTo(tx, space, exactUpTo + 1)) <= exactUpTo;
    if (isSmall || wanted.vector.length > MOST_DIMENSIONS) return nearestOfAll(tx, space, wanted);
    const near = await nearestByIndex(tx, space, wanted);
    // Whoever may read next to nothing of a large workspace: the scan of the index ends before it has found that.
    return near.length < wanted.most ? nearestOfAll(tx, space, wanted) : near;
  },

  compare(tx, { workspaceId, spaceId }, { vector, keys }) {
    return tx.$queryRaw<Near[]>`
      select passage_key as key, 1 - (vector <=> ${textOf(vector)}::vector) as similarity from search.embedding_pgvector
      where workspace_id = ${workspaceId}::uuid and space_id = ${spaceId}::uuid and passage_key = any(${keys}::bigint[])
        and vector is not null`;
  },
});

/** Whether the extension and its table are there: see search.prepare_pgvector. */
export async function hasPgvector(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isThere: boolean }[]>`
    select to_regclass('search.embedding_pgvector') is not null as "isThere"`;
  return row?.isThere ?? false;
}

async function countUpTo(tx: Tx, { workspaceId, spaceId }: VectorSpace, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select from search.embedding_pgvector
      where workspace_id = ${workspaceId}::uuid and space_id = ${spaceId}::uuid limit ${most}) few`;
  return row?.count ?? 0;
}

type Wanted = Parameters<VectorsPort["nearest"]>[2];

function nearestOfAll(tx: Tx, { workspaceId, spaceId }: VectorSpace, wanted: Wanted): Promise<Near[]> {
  const { vector, audiences, within, most } = wanted;
  const text = textOf(vector);
  return tx.$queryRaw<Near[]>`
    with place as materialized (
      select p.key from "Passage" p join "Source" s on s."workspaceId" = p."workspaceId" and s.id = p."sourceId"
      where ${within !== null} and p."workspaceId" = ${workspaceId}::uuid and s."workspaceId" = ${workspaceId}::uuid
        and s."subjectId" = any(${within ?? []}::uuid[])
    ), mine as materialized (
      select e.passage_key, e.vector from search.embedding_pgvector e
      where e.workspace_id = ${workspaceId}::uuid and e.space_id = ${spaceId}::uuid and e.audience_id = any(${audiences}::uuid[])
        and e.vector is not null and (${within === null} or e.passage_key in (select key from place))
    )
    select near.passage_key as key, near.similarity from (
      select passage_key, 1 - (vector <=> ${text}::vector) as similarity from mine
      order by vector <=> ${text}::vector, passage_key desc
    ) near
    where ${isFound(workspaceId)} limit ${most}`;
}

/** The index is of an expression with a fixed number of dimensions, so that spaces of several can lie in one table. */
async function nearestByIndex(
  tx: Tx,
  { workspaceId, spaceId }: VectorSpace,
  wanted: Wanted,
): Promise<Near[]> {
  const { vector, audiences, most } = wanted;
  const text = textOf(vector);
  const size = Prisma.raw(String(vector.length)); // a length: nothing that anybody wrote
  await tx.$queryRaw`
    select set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', '200', true)`;
  return tx.$queryRaw<Near[]>`
    with drawn as materialized (
      select near.passage_key as key, 1 - (near.vector::vector(${size}) <=> ${text}::vector(${size})) as similarity
      from search.embedding_pgvector near
      where near.workspace_id = ${workspaceId}::uuid and near.space_id = ${spaceId}::uuid and near.audience_id = any(${audiences}::uuid[])
        and vector_dims(near.vector) = ${size} and ${isFound(workspaceId)}
      order by near.vector::vector(${size}) <=> ${text}::vector(${size}) limit ${most}
    )
    select * from drawn order by similarity desc, key desc`; // the index gives them nearly in order
}

function textOf(vector: Float32Array): string {
  return `[${vector.join(",")}]`;
}
