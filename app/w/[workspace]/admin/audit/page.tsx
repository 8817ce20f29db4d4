import type { Metadata } from "next";
import { AuditCard } from "@/components/audit/audit-card";
import { loadAudit } from "@/lib/audit/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.settings.log.title };

type PageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function AuditPage({ params, searchParams }: PageProps) {
  const { workspace: slug } = await params;
  const query = await searchParams;
  const { items, nextCursor, filters } = await loadAudit(slug, query);
  return (
    <AuditCard
      slug={slug}
      items={items}
      nextCursor={nextCursor}
      filters={filters}
      isFirstPage={typeof query.before !== "string"}
    />
  );
}
