import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import { documentProgressed, documentReceived } from "../events";
import { type DocumentRow, getDocument, heardByOf, picturesOf } from "../queries";
import { isWithoutText } from "../rules";
import { type DocumentFault, DocumentStage, DocumentStatus } from "../schema";
import { indexTitle } from "../titles/commands";
import type { Work } from "./schema";

/**
 * How far the reading of a document is, written down and said. Nothing is, once it was deleted, cancelled or replaced. All emit
 * document.progressed to its readers. Exempt from audit: they derive.
 */

/** Its row locked and marked as being worked on; null when this version is not to be read any more, or by another job that was sent later. */
export function takeUp(
  ctx: Ctx | TxCtx,
  { documentId, version, attempt }: Work,
): Promise<DocumentRow | null> {
  return transaction(ctx, async (tx) => {
    const { count } = await tx.db.document.updateMany({
      where: {
        workspaceId: tx.workspaceId,
        id: documentId,
        version,
        ...(attempt === undefined ? {} : { attempt }),
        deletedAt: null,
        status: { in: ["queued", "processing"] },
      },
      data: { status: "processing", updatedAt: tx.clock.now() },
    });
    return count > 0 ? getDocument(tx, documentId) : null;
  });
}

/** Has its newest version read from the stage that was reached. Whoever reads it already stands down. Emits document.received. */
export async function beginReading(tx: TxCtx, documentId: string): Promise<void> {
  const { version, attempt } = await tx.db.document.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: documentId } },
    data: { attempt: { increment: 1 } },
    select: { version: true, attempt: true },
  });
  await enqueue(tx, documentReceived({ documentId, version, attempt }));
}

export type Change = {
  status?: DocumentStatus;
  stage?: DocumentStage;
  progress?: number;
  revivals?: number;
  error?: DocumentFault;
  pageCount?: number | null;
  picturePages?: number;
  pictureRead?: number;
  pictureLeft?: number;
  passageCount?: number;
  hasInstructions?: boolean;
  language?: string | null;
};

export function reach(
  ctx: Ctx | TxCtx,
  work: Work,
  stage: DocumentStage,
  more: (tx: TxCtx) => Promise<Change>,
) {
  return transaction(ctx, async (tx) => {
    if (!(await takeUp(tx, work))) return false;
    return progress(tx, work, { progress: 0, revivals: 0, stage, ...(await more(tx)) });
  });
}

/** Writes down how far it is and says so. False when this version is not to be read any more. */
export function progress(ctx: Ctx | TxCtx, work: Work, change: Change): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    if (!(await takeUp(tx, work))) return false;
    await tx.db.document.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: work.documentId } },
      data: { ...change, updatedAt: tx.clock.now() },
    });
    const row = await getDocument(tx, work.documentId);
    await enqueue(
      tx,
      documentProgressed({
        documentId: row.id,
        version: row.version,
        status: DocumentStatus.parse(row.status),
        stage: DocumentStage.parse(row.stage),
        progress: row.progress,
        pictures: picturesOf(row),
        error: change.error ?? null,
        heardBy: heardByOf(row),
      }),
    );
    return true;
  });
}

/** Ends the reading of a document with the reason; one without text is found by its title. Always false: there is nothing to go on with. */
export async function failDocument(ctx: Ctx, work: Work, fault: DocumentFault): Promise<false> {
  await transaction(ctx, async (tx) => {
    const isEnded = await progress(tx, work, { status: "failed", error: fault });
    if (isEnded && isWithoutText(fault)) await indexTitle(tx, await getDocument(tx, work.documentId));
  });
  return false;
}
