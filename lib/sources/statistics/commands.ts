import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { findOpenAudiences } from "../audiences/queries";

/**
 * Counts anew how many passages each term stands in, over what every member may read and nothing else: a rare word of a private
 * conversation must not show in how answers are ranked. Emits nothing. Exempt from audit: it derives.
 */
export function refreshStatistics(ctx: Ctx | TxCtx): Promise<void> {
  return transaction(ctx, async (tx) => {
    const audiences = await findOpenAudiences(tx);
    await tx.db.$executeRaw`delete from search.term_stat where workspace_id = ${tx.workspaceId}::uuid`;
    await tx.db.$executeRaw`
      insert into search.term_stat (workspace_id, term, df)
      select workspace_id, term, count(*) from search.posting
      where workspace_id = ${tx.workspaceId}::uuid and audience_id = any(${audiences}::uuid[])
      group by workspace_id, term
      on conflict (workspace_id, term) do update set df = excluded.df`;
    await tx.db.$executeRaw`
      insert into search.corpus_stat (workspace_id, passages, total_length)
      select ${tx.workspaceId}::uuid, count(*), coalesce(sum(length), 0) from "Passage"
      where "workspaceId" = ${tx.workspaceId}::uuid and "audienceId" = any(${audiences}::uuid[])
      on conflict (workspace_id) do update set passages = excluded.passages, total_length = excluded.total_length`;
  });
}
