import { type Ctx, transaction } from "@/lib/ctx";

const AT_ONCE = 2_000;
const ROWS_AT_ONCE = 50_000;

/**
 * Takes everything of a workspace out of the index, a batch in a transaction: it hangs on no foreign key, so that erasing the workspace would
 * leave it. May be repeated. Emits: none. Exempt from audit: the workspace goes, and its log with it.
 */
export async function eraseIndex(ctx: Ctx): Promise<void> {
  for (let gone = AT_ONCE; gone === AT_ONCE; ) gone = await erasePassages(ctx);
  for (let gone = ROWS_AT_ONCE; gone === ROWS_AT_ONCE; ) gone = await erasePostings(ctx);
  for (let gone = ROWS_AT_ONCE; gone === ROWS_AT_ONCE; ) gone = await eraseStatistics(ctx);
  await transaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    await tx.db.$executeRaw`delete from search.corpus_stat where workspace_id = ${workspaceId}::uuid`;
    await tx.db.$executeRaw`delete from search.counting where workspace_id = ${workspaceId}::uuid`;
    await tx.db.$executeRaw`delete from search.space where workspace_id = ${workspaceId}::uuid`;
  });
}

function erasePassages(ctx: Ctx): Promise<number> {
  return transaction(ctx, async (tx) => {
    const passages = await tx.db.$queryRaw<{ key: bigint }[]>`
      delete from "Passage" p using (
        select "workspaceId", id from "Passage" where "workspaceId" = ${tx.workspaceId}::uuid limit ${AT_ONCE}
      ) due where p."workspaceId" = due."workspaceId" and p.id = due.id returning p.key`;
    await tx.vectors.forget(
      tx.db,
      tx.workspaceId,
      passages.map(({ key }) => key),
    );
    return passages.length;
  });
}

function erasePostings(ctx: Ctx): Promise<number> {
  return transaction(
    ctx,
    (tx) => tx.db.$executeRaw`
      delete from search.posting t using (
        select workspace_id, term, passage_key from search.posting where workspace_id = ${tx.workspaceId}::uuid limit ${ROWS_AT_ONCE}
      ) due where t.workspace_id = due.workspace_id and t.term = due.term and t.passage_key = due.passage_key`,
  );
}

function eraseStatistics(ctx: Ctx): Promise<number> {
  return transaction(
    ctx,
    (tx) => tx.db.$executeRaw`
      delete from search.term_stat t using (
        select workspace_id, generation, term from search.term_stat where workspace_id = ${tx.workspaceId}::uuid limit ${ROWS_AT_ONCE}
      ) due where t.workspace_id = due.workspace_id and t.generation = due.generation and t.term = due.term`,
  );
}
