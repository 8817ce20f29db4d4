import { cursorId, pageById } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import type { Collection, Prisma } from "@/prisma/generated/client";
import { readableSources, restorableCollections, visibleCollections } from "./policy";
import { type CollectionDto, CollectionVisibility } from "./schema";

/** The collection, or NOT_FOUND: also when it exists and the actor may not see it. */
export async function getCollection(tx: TxCtx, collectionId: string): Promise<Collection> {
  const row = await findCollection(tx, collectionId);
  if (!row) throw notFound("collection");
  return row;
}

export function findCollection(tx: TxCtx, collectionId: string): Promise<Collection | null> {
  return tx.db.collection.findFirst({ where: { AND: [visibleCollections(tx), { id: collectionId }] } });
}

/** One that was deleted and can be brought back, or NOT_FOUND. */
export async function getDeletedCollection(tx: TxCtx, collectionId: string): Promise<Collection> {
  const row = await tx.db.collection.findFirst({
    where: { AND: [restorableCollections(tx), { id: collectionId }] },
  });
  if (!row) throw notFound("collection");
  return row;
}

const NAMED = { createdBy: { select: { id: true, name: true } } } satisfies Prisma.CollectionInclude;

/** The same as the actor is shown it. */
export async function describeCollection(tx: TxCtx, collectionId: string): Promise<CollectionDto> {
  const row = await tx.db.collection.findFirst({
    where: { AND: [visibleCollections(tx), { id: collectionId }] },
    include: NAMED,
  });
  const [described] = row ? await withCounts(tx, [row]) : [];
  if (!described) throw notFound("collection");
  return described;
}

type ListOptions = { cursor?: string | undefined; limit: number; holding?: string | undefined };

/** The collections that the actor may see, newest first. */
export async function listCollections(tx: TxCtx, { cursor, limit, holding }: ListOptions) {
  const before = cursorId(cursor);
  const holds = { OR: [{ documentId: holding ?? "" }, { recordingId: holding ?? "" }] };
  const rows = await tx.db.collection.findMany({
    where: {
      AND: [
        visibleCollections(tx),
        before ? { id: { lt: before } } : {},
        holding ? { sources: { some: { AND: [readableSources(tx), holds] } } } : {},
      ],
    },
    include: NAMED,
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const page = pageById(rows, limit, (row) => row);
  return { items: await withCounts(tx, page.items), nextCursor: page.nextCursor };
}

type Row = Prisma.CollectionGetPayload<{ include: typeof NAMED }>;

/** How much is in each is told of what the actor may read: a number would tell of the rest. */
async function withCounts(tx: TxCtx, rows: Row[]): Promise<CollectionDto[]> {
  const groups = await tx.db.collectionSource.groupBy({
    by: ["collectionId"],
    where: { AND: [readableSources(tx), { collectionId: { in: rows.map(({ id }) => id) } }] },
    _count: { documentId: true, recordingId: true },
  });
  const counts = new Map(groups.map(({ collectionId, _count }) => [collectionId, _count]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    visibility: CollectionVisibility.parse(row.visibility),
    documents: counts.get(row.id)?.documentId ?? 0,
    recordings: counts.get(row.id)?.recordingId ?? 0,
    createdBy: row.createdBy && { memberId: row.createdBy.id, name: row.createdBy.name },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}
