import type { Metadata } from "next";
import { HealthCard } from "@/components/documents/health-card";
import { RetrievalCard } from "@/components/search/retrieval-card";
import { loadIndexHealth } from "@/lib/documents/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.library.health.title };

export default async function KnowledgePage({ params }: PageProps<"/w/[workspace]/admin/knowledge">) {
  const { workspace: slug } = await params;
  const health = await loadIndexHealth(slug);
  return (
    <>
      <HealthCard slug={slug} health={health} />
      <RetrievalCard slug={slug} />
    </>
  );
}
