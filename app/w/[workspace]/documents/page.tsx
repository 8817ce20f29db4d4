import type { Metadata } from "next";
import { Library } from "@/components/documents/library";
import { LibrarySkeleton } from "@/components/documents/library-skeleton";
import { InBrowser } from "@/components/ui/in-browser";
import { loadCollections } from "@/lib/collections/loaders";
import { loadLibrary } from "@/lib/documents/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.library.title };

export default async function LibraryPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const [library, collections] = await Promise.all([loadLibrary(workspace), loadCollections(workspace)]);
  return (
    <InBrowser fallback={<LibrarySkeleton />}>
      <Library {...library} collections={collections} />
    </InBrowser>
  );
}
