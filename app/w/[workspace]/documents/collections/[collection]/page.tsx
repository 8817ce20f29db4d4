import type { Metadata } from "next";
import { CollectionPage } from "@/components/collections/collection-page";
import { LibrarySkeleton } from "@/components/documents/library-skeleton";
import { InBrowser } from "@/components/ui/in-browser";
import { loadCollection } from "@/lib/collections/loaders";

type PageProps = { params: Promise<{ workspace: string; collection: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { workspace, collection } = await params;
  return { title: (await loadCollection(workspace, collection)).collection.name };
}

export default async function OneCollectionPage({ params }: PageProps) {
  const { workspace, collection } = await params;
  const loaded = await loadCollection(workspace, collection);
  return (
    <InBrowser fallback={<LibrarySkeleton />}>
      <CollectionPage key={collection} {...loaded} />
    </InBrowser>
  );
}
