import "server-only";
import { cache } from "react";
import { notFound } from "@/lib/core/errors";
import { Id } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { getPageCtx, orNotFound } from "@/lib/web/page";
import { describeCollection, findCollection, listCollections } from "./queries";
import type { CollectedDto, CollectionDto } from "./schema";
import { listCollected } from "./sources/queries";

const PAGE = 100;

/** The newest collections that the viewer may see. */
export async function loadCollections(slug: string): Promise<CollectionDto[]> {
  const ctx = await getPageCtx(slug);
  return read(ctx, async (tx) => (await listCollections(tx, { limit: PAGE })).items);
}

/** A collection with the first of what is in it; else the not-found page, also when it exists and the viewer may not see it. */
export const loadCollection = cache(
  async (slug: string, id: string): Promise<{ collection: CollectionDto; sources: CollectedDto[] }> => {
    const ctx = await getPageCtx(slug);
    const load = async () => {
      const parsed = Id.safeParse(id);
      if (!parsed.success) throw notFound("collection");
      return read(ctx, async (tx) => ({
        collection: await describeCollection(tx, parsed.data),
        sources: (await listCollected(tx, parsed.data, { limit: PAGE })).items,
      }));
    };
    return orNotFound(load());
  },
);

/** A collection by the id in an address; null where there is none, or none that the viewer may see. */
export async function findCollectionName(
  slug: string,
  id: string | string[] | undefined,
): Promise<{ collectionId: string; name: string } | null> {
  const collectionId = Id.safeParse(id).data;
  if (!collectionId) return null;
  const ctx = await getPageCtx(slug);
  const found = await read(ctx, (tx) => findCollection(tx, collectionId));
  return found && { collectionId, name: found.name };
}
