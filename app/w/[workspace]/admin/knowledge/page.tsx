import type { Metadata } from "next";
import { HealthCard } from "@/components/documents/health-card";
import { loadIndexHealth } from "@/lib/documents/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.library.health.title };

export default async function KnowledgePage({ params }: PageProps<"/w/[workspace]/admin/knowledge">) {
  const { workspace: slug } = await params;
  return <HealthCard slug={slug} health={await loadIndexHealth(slug)} />;
}
