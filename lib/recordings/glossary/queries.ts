import type { TxCtx } from "@/lib/ctx";
import type { TermDto } from "./schema";

/** The glossary by what is heard. All of it goes into every transcript: it is short. */
export async function listTerms(tx: TxCtx): Promise<TermDto[]> {
  const rows = await tx.db.glossaryTerm.findMany({
    where: { workspaceId: tx.workspaceId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, heard, written }) => ({ id, heard, written }));
}
