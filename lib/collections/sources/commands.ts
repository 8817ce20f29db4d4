import { invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { visibleDocuments } from "@/lib/documents/policy";
import { visibleRecordings } from "@/lib/recordings/policy";
import { announce, collectionKey, listAudiences, lockCollection } from "../changes/commands";
import { readableSources, requireCanFill } from "../policy";
import { describeCollection } from "../queries";
import { type AddSources, type CollectionDto, MOST_COLLECTED } from "../schema";

/**
 * Puts documents and recordings into a collection; what is in it already stays. Throws INVALID by the field for what is not there to be
 * read, and when it would be more than a collection holds. Emits collection.changed. Exempt from audit: it changes nothing about who reads what.
 */
export function addSources(ctx: Ctx, collectionId: string, sources: AddSources): Promise<CollectionDto> {
  return transaction(ctx, async (tx) => {
    const row = await lockCollection(tx, collectionId);
    requireCanFill(tx, row);
    if (await putSources(tx, collectionId, sources))
      await announce(tx, await touch(tx, collectionId), "updated");
    return describeCollection(tx, collectionId);
  });
}

/**
 * Takes a document or a recording out of a collection. Throws NOT_FOUND where it is not in it, or not the actor's to read. Emits
 * collection.changed. Exempt from audit: it changes nothing about who reads what.
 */
export function removeSource(ctx: Ctx, collectionId: string, sourceId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const row = await lockCollection(tx, collectionId);
    requireCanFill(tx, row);
    const lost = await listAudiences(tx, collectionId, sourceId);
    const ofSource = { OR: [{ documentId: sourceId }, { recordingId: sourceId }] };
    const { count } = await tx.db.collectionSource.deleteMany({
      where: { AND: [readableSources(tx), { collectionId }, ofSource] },
    });
    if (count === 0) throw notFound("source");
    await announce(tx, await touch(tx, collectionId), "updated", { lost });
  });
}

/** How many came to it. The caller holds the lock of its row, and announces it. */
export async function putSources(tx: TxCtx, collectionId: string, sources: AddSources): Promise<number> {
  const { workspaceId } = tx;
  await requireReadable(tx, sources);
  const [documentIds, recordingIds] = [new Set(sources.documentIds), new Set(sources.recordingIds)];
  const createdAt = tx.clock.now();
  const shared = () => ({ workspaceId, id: newId(createdAt.getTime()), collectionId, createdAt });
  const { count } = await tx.db.collectionSource.createMany({
    data: [
      ...[...documentIds].map((documentId) => ({ ...shared(), documentId })),
      ...[...recordingIds].map((recordingId) => ({ ...shared(), recordingId })),
    ],
    skipDuplicates: true,
  });
  if (
    count > 0 &&
    (await tx.db.collectionSource.count({ where: { workspaceId, collectionId } })) > MOST_COLLECTED
  )
    throw invalid(
      documentIds.size > 0 ? "documentIds" : "recordingIds",
      `A collection holds at most ${MOST_COLLECTED} sources.`,
    );
  return count;
}

async function requireReadable(tx: TxCtx, { documentIds, recordingIds }: AddSources): Promise<void> {
  const documents = await tx.db.document.findMany({
    where: { AND: [visibleDocuments(tx), { id: { in: documentIds } }] },
    select: { id: true },
  });
  requireAll("documentIds", documentIds, documents);
  const recordings = await tx.db.recording.findMany({
    where: { AND: [visibleRecordings(tx), { id: { in: recordingIds } }] },
    select: { id: true },
  });
  requireAll("recordingIds", recordingIds, recordings);
}

function requireAll(field: string, ids: string[], found: { id: string }[]): void {
  const known = new Set(found.map(({ id }) => id));
  const missing = ids.findIndex((id) => !known.has(id));
  if (missing >= 0) throw invalid(`${field}.${missing}`, "There is no such source.");
}

function touch(tx: TxCtx, collectionId: string) {
  return tx.db.collection.update({
    where: collectionKey(tx, collectionId),
    data: { updatedAt: tx.clock.now() },
  });
}
