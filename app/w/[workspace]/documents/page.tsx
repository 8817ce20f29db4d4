import type { Metadata } from "next";
import { Library } from "@/components/documents/library";
import { loadLibrary } from "@/lib/documents/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.library.title };

export default async function LibraryPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { documents, folders } = await loadLibrary((await params).workspace);
  return <Library documents={documents} folders={folders} />;
}
