import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import { findOwnSpace, type Space } from "@/lib/sources/vectors/queries";
import { documentProgressed } from "../events";
import { findReady, heardByOf, picturesOf } from "../queries";

/**
 * indexed -> embedded, as far as the embedder has come: says how much of these documents has its vectors. They are found all the while.
 * Emits document.progressed to their readers. Exempt from audit: it derives.
 */
export async function followVectors(ctx: Ctx, documentIds: string[]): Promise<void> {
  for (const documentId of documentIds)
    await transaction(ctx, async (tx) => {
      const space = await findOwnSpace(tx);
      if (space) await followOne(tx, space, documentId);
    });
}

async function followOne(tx: TxCtx, space: Space, documentId: string): Promise<void> {
  const row = await findReady(tx, documentId);
  if (!row || row.passageCount === 0) return;
  const missing = await tx.vectors.missing(tx.db, space, { subjectId: documentId, most: row.passageCount });
  const progress = Math.floor((100 * (row.passageCount - missing.length)) / row.passageCount);
  const stage = missing.length === 0 ? "embedded" : "indexed";
  await tx.db.document.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: documentId } },
    data: { stage, progress },
  });
  await enqueue(
    tx,
    documentProgressed({
      documentId,
      version: row.version,
      status: "ready",
      stage,
      progress,
      pictures: picturesOf(row),
      error: null,
      heardBy: heardByOf(row),
    }),
  );
}
