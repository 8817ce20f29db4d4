import { Prisma } from "@/prisma/generated/client";
import { isFound, type Kept, rowsOf } from "./rows";

/** So many are compared number by number: a workspace that has no more is searched exactly. */
const COMPARED = 1_000;

/**
 * Exact cosine without an extension. The signs of the numbers draw the candidates (a random hyperplane for each; Charikar 2002), because one
 * instruction compares 64 of them; the numbers themselves then rank a thousand, in this process. Bounded either way: 3 MB for 768 numbers.
 */
export const plain: Kept = {
  ...rowsOf(Prisma.sql`search.embedding`),

  async put(tx, { workspaceId, spaceId }, vectors) {
    await tx.$executeRaw`
      insert into search.embedding (workspace_id, space_id, passage_key, audience_id, signs, vector)
      select p."workspaceId", ${spaceId}::uuid, p.key, p."audienceId", t.signs::varbit, decode(t.vector, 'base64')
      from unnest(
        ${vectors.map(({ key }) => key)}::bigint[], ${vectors.map(({ vector }) => vector && signsOf(vector))}::text[],
        ${vectors.map(({ vector }) => vector && toBase64(vector))}::text[]
      ) as t (key, signs, vector)
      join "Passage" p on p."workspaceId" = ${workspaceId}::uuid and p.key = t.key
      on conflict (workspace_id, space_id, passage_key) do nothing`;
  },

  async nearest(tx, { workspaceId, spaceId }, { vector, audiences, within, most }) {
    const rows = await tx.$queryRaw<Row[]>`
      with place as materialized (
        select p.key from "Passage" p join "Source" s on s."workspaceId" = p."workspaceId" and s.id = p."sourceId"
        where ${within !== null} and p."workspaceId" = ${workspaceId}::uuid and s."workspaceId" = ${workspaceId}::uuid
          and s."subjectId" = any(${within ?? []}::uuid[])
      )
      select near.passage_key as key, near.vector from (
        select e.passage_key, e.vector from search.embedding e
        where e.workspace_id = ${workspaceId}::uuid and e.space_id = ${spaceId}::uuid and e.audience_id = any(${audiences}::uuid[])
          and e.signs is not null and (${within === null} or e.passage_key in (select key from place))
        order by bit_count(e.signs # ${signsOf(vector)}::varbit)
      ) near
      where ${isFound(workspaceId)} limit ${COMPARED}`;
    return compared(rows, vector)
      .toSorted((a, b) => b.similarity - a.similarity)
      .slice(0, most);
  },

  async compare(tx, { workspaceId, spaceId }, { vector, keys }) {
    const rows = await tx.$queryRaw<Row[]>`
      select passage_key as key, vector from search.embedding
      where workspace_id = ${workspaceId}::uuid and space_id = ${spaceId}::uuid and passage_key = any(${keys}::bigint[])
        and vector is not null`;
    return compared(rows, vector);
  },
};

type Row = { key: bigint; vector: Uint8Array };

function compared(rows: Row[], vector: Float32Array) {
  return rows.map(({ key, vector: bytes }) => ({ key, similarity: product(vector, bytes) }));
}

function product(vector: Float32Array, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  for (const [at, number] of vector.entries()) sum += number * view.getFloat32(4 * at, true);
  return sum;
}

function signsOf(vector: Float32Array): string {
  return Array.from(vector, (number) => (number > 0 ? "1" : "0")).join("");
}

function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(4 * vector.length);
  for (const [at, number] of vector.entries()) bytes.writeFloatLE(number, 4 * at);
  return bytes.toString("base64");
}
