import type { EmbedderRef } from "@/lib/adapters/embeddings/port";
import type { NewVector, VectorSpace } from "@/lib/adapters/vectors/port";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { isSameEmbedder, listSpaces, type Space } from "./queries";

/**
 * Spaces of vectors come and go without a gap: one is built beside the one that serves, and takes its place with one statement when every
 * passage has its vector. Emits: none. Exempt from audit: they derive, and change nothing that people see.
 */

/** The space that the configured embedder fills: made when it is first needed. Any other that was being built is given up. */
export async function ensureSpace(tx: TxCtx, embedder: EmbedderRef): Promise<Space> {
  await lockSpaces(tx);
  const store = await tx.vectors.storeOf(tx.db);
  const known = (await listSpaces(tx)).filter(({ status }) => status !== "retired");
  const same = known.find((space) => space.store === store && isSameEmbedder(space.embedder, embedder));
  await tx.db.$executeRaw`
    update search.space set status = 'retired'
    where workspace_id = ${tx.workspaceId}::uuid and status = 'building' and id <> ${same?.spaceId ?? tx.workspaceId}::uuid`;
  if (same) return same;
  const spaceId = newId();
  const { provider, model, dimensions } = embedder;
  await tx.db.$executeRaw`
    insert into search.space (workspace_id, id, provider, model, dimensions, store, status, created_at)
    values (${tx.workspaceId}::uuid, ${spaceId}::uuid, ${provider}, ${model}, ${dimensions}::int, ${store}, 'building',
      ${tx.clock.now()}::timestamptz)`;
  return { workspaceId: tx.workspaceId, spaceId, store, embedder, status: "building" };
}

export type MadeVector = NewVector & { contentHash: string };

/**
 * Keeps what the embedder made of passages, of those that still say what it was sent: a passage that changed meanwhile is pending again. Its
 * row is locked, so that an edit comes before this or after it.
 */
export async function keepVectors(tx: TxCtx, space: VectorSpace, made: MadeVector[]): Promise<number> {
  const rows = await tx.db.$queryRaw<{ key: bigint; contentHash: string }[]>`
    select key, "contentHash" from "Passage"
    where "workspaceId" = ${tx.workspaceId}::uuid and key = any(${made.map(({ key }) => key)}::bigint[]) order by key for update`;
  const hashes = new Map(rows.map(({ key, contentHash }) => [key, contentHash]));
  const still = made.filter(({ key, contentHash }) => hashes.get(key) === contentHash);
  await tx.vectors.put(tx.db, space, still);
  await noteFailure(tx, space, null);
  return still.length;
}

/** Questions are compared with this space from now on. Nothing is pending in it. */
export async function serveSpace(tx: TxCtx, { spaceId }: VectorSpace): Promise<void> {
  await lockSpaces(tx);
  await tx.db.$executeRaw`
    update search.space set status = 'retired'
    where workspace_id = ${tx.workspaceId}::uuid and status = 'serving' and id <> ${spaceId}::uuid`;
  await tx.db.$executeRaw`
    update search.space set status = 'serving'
    where workspace_id = ${tx.workspaceId}::uuid and status = 'building' and id = ${spaceId}::uuid`;
}

/** Why its embedder cannot go on, for the admins; null: it can. */
export async function noteFailure(
  tx: TxCtx,
  { spaceId }: VectorSpace,
  sentence: string | null,
): Promise<void> {
  await tx.db.$executeRaw`
    update search.space set failure = ${sentence}, failed_at = ${sentence === null ? null : tx.clock.now()}::timestamptz
    where workspace_id = ${tx.workspaceId}::uuid and id = ${spaceId}::uuid and failure is distinct from ${sentence}`;
}

const DROPPED_AT_ONCE = 2_000;

/** Clears away the vectors of spaces that are not used any more, a batch in a transaction. */
export async function dropRetired(ctx: Ctx): Promise<void> {
  const spaces = await transaction(ctx, listSpaces);
  for (const space of spaces.filter(({ status }) => status === "retired")) {
    for (let dropped = DROPPED_AT_ONCE; dropped === DROPPED_AT_ONCE; )
      dropped = await transaction(ctx, (tx) => tx.vectors.drop(tx.db, space, DROPPED_AT_ONCE));
    await transaction(
      ctx,
      (tx) => tx.db.$executeRaw`
        delete from search.space where workspace_id = ${tx.workspaceId}::uuid and id = ${space.spaceId}::uuid`,
    );
  }
}

/** Whoever changes which space does what takes turns. */
async function lockSpaces(tx: TxCtx): Promise<void> {
  await tx.db.$queryRaw`
    select pg_advisory_xact_lock(hashtextextended(${`spaces ${tx.workspaceId}`}, 0))::text as locked`;
}
