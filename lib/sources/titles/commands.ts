import { type Ctx, transaction } from "@/lib/ctx";
import { insertPostings, lockSource } from "../passages/commands";
import type { SourceOf } from "../passages/schema";
import { indexTerms } from "../terms/rules";

const AT_ONCE = 200;

/**
 * Lets the index follow the title of a document or recording: its passages are found by the words that it has now, and not by those that it had.
 * A batch in a transaction; however often and late, it ends with the title as it is. Emits: none. Exempt from audit: it derives.
 */
export async function followTitle(ctx: Ctx, { type, subjectId }: Pick<SourceOf, "type" | "subjectId">) {
  const sources = await transaction(ctx, (tx) =>
    tx.db.source.findMany({
      where: { workspaceId: tx.workspaceId, type, subjectId, status: { in: ["ready", "indexing"] } },
      select: { id: true },
      orderBy: { id: "asc" },
    }),
  );
  for (const { id } of sources) {
    let after: number | null = -1;
    while (after !== null) after = await retitle(ctx, id, after);
  }
}

/** Makes the postings of the next passages anew. Answers the ordinal of the last of them, or null when there are no more. */
function retitle(ctx: Ctx, sourceId: string, after: number): Promise<number | null> {
  return transaction(ctx, async (tx) => {
    const source = await lockSource(tx, sourceId);
    if (!source) return null;
    const { workspaceId } = tx;
    const passages = await tx.db.passage.findMany({
      where: { workspaceId, sourceId, ordinal: { gt: after } },
      select: { key: true, ordinal: true, heading: true, text: true },
      orderBy: { ordinal: "asc" },
      take: AT_ONCE,
    });
    const keys = passages.map(({ key }) => key);
    const indexed = passages.map(({ key, heading, text }) => ({
      key,
      ...indexTerms({ title: source.title, heading, text }),
    }));
    await tx.db.$executeRaw`
      delete from search.posting where workspace_id = ${workspaceId}::uuid and passage_key = any(${keys}::bigint[])`;
    await insertPostings(tx, source.audienceId, indexed);
    await tx.db.$executeRaw`
      update "Passage" p set length = t.length
      from unnest(${keys}::bigint[], ${indexed.map(({ length }) => length)}::int[]) as t (key, length)
      where p."workspaceId" = ${workspaceId}::uuid and p.key = t.key`;
    return passages.length < AT_ONCE ? null : (passages.at(-1)?.ordinal ?? null);
  });
}
