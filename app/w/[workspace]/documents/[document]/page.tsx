import type { Metadata } from "next";
import { DocumentPage } from "@/components/documents/document-page";
import { InBrowser } from "@/components/ui/in-browser";
import { ViewerSkeleton } from "@/components/viewers/viewer-states";
import { loadDocument } from "@/lib/documents/loaders";

type PageProps = {
  params: Promise<{ workspace: string; document: string }>;
  searchParams: Promise<{ page?: string | string[] }>;
};

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { workspace, document } = await params;
  return { title: (await loadDocument(workspace, document)).document.title };
}

export default async function OneDocumentPage({ params, searchParams }: PageProps) {
  const { workspace, document } = await params;
  const { page } = await searchParams;
  const at = typeof page === "string" && /^\d{1,5}$/.test(page) ? Number(page) : 1;
  const loaded = await loadDocument(workspace, document);
  return (
    <InBrowser fallback={<ViewerSkeleton />}>
      <DocumentPage key={document} {...loaded} page={at} />
    </InBrowser>
  );
}
