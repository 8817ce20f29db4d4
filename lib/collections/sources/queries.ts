import { cursorId, pageById } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import type { Prisma } from "@/prisma/generated/client";
import { readableSources } from "../policy";
import { getCollection } from "../queries";
import type { CollectedDto } from "../schema";

const NAMED = {
  document: { select: { id: true, title: true, kind: true, status: true } },
  recording: { select: { id: true, title: true, kind: true, status: true } },
} satisfies Prisma.CollectionSourceInclude;

/** Of what is in a collection, what the actor may read, the newest first. */
export async function listCollected(
  tx: TxCtx,
  collectionId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const before = cursorId(cursor);
  await getCollection(tx, collectionId);
  const rows = await tx.db.collectionSource.findMany({
    where: { AND: [readableSources(tx), { collectionId }, before ? { id: { lt: before } } : {}] },
    include: NAMED,
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  return pageById(rows, limit, toCollected);
}

function toCollected(row: Prisma.CollectionSourceGetPayload<{ include: typeof NAMED }>): CollectedDto {
  const source = row.document ?? row.recording;
  if (!source) throw notFound("source");
  const type = row.document ? "document" : "recording";
  const { id, title, kind, status } = source;
  return { type, id, title, kind, status, addedAt: row.createdAt.toISOString() };
}

/**
 * The ids of the documents and recordings in a collection: what a question that is limited to it looks in. Readers are filtered where it
 * looks. Empty once the collection is gone, or was taken back by whoever had it for themselves.
 */
export async function listCollectedIds(
  tx: TxCtx,
  collectionId: string,
  askedById: string | null,
): Promise<string[]> {
  const { workspaceId } = tx;
  const rows = await tx.db.collectionSource.findMany({
    where: {
      workspaceId,
      collectionId,
      collection: {
        deletedAt: null,
        OR: [{ visibility: "workspace" }, ...(askedById ? [{ createdById: askedById }] : [])],
      },
    },
    select: { documentId: true, recordingId: true },
  });
  return rows.flatMap(({ documentId, recordingId }) => documentId ?? recordingId ?? []);
}
