import Link from "next/link";
import { auditPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import type { AuditEntryDto, AuditFilters } from "@/lib/audit/schema";
import { t } from "@/lib/text/catalogue";
import { AuditActions } from "./audit-actions";
import { AuditEntry } from "./audit-entry";
import { AuditFilter } from "./audit-filter";

type AuditCardProps = {
  slug: string;
  items: AuditEntryDto[];
  nextCursor: string | null;
  filters: AuditFilters;
  isFirstPage: boolean;
};

/** The workspace's log: filters, entries, older ones, and whether it is whole. */
export function AuditCard({ slug, items, nextCursor, filters, isFirstPage }: AuditCardProps) {
  const text = t.settings.log;
  const page = (before: string | null) => {
    const query = new URLSearchParams({ ...filters, ...(before ? { before } : {}) });
    return `${auditPath(slug)}${query.size > 0 ? `?${query}` : ""}`;
  };
  return (
    <SettingsCard
      title={text.title}
      detail={text.detail}
      action={<AuditActions slug={slug} filters={filters} />}
    >
      <SettingsBody>
        <AuditFilter slug={slug} filters={filters} />
      </SettingsBody>
      {items.length === 0 ? (
        <EmptyState title={text.empty} />
      ) : (
        <ol className="divide-y divide-line border-line border-t">
          {items.map((entry) => (
            <AuditEntry key={entry.seq} entry={entry} />
          ))}
        </ol>
      )}
      {nextCursor || !isFirstPage ? (
        <SettingsBody className="flex gap-2 pt-4">
          {isFirstPage ? null : (
            <Button asChild>
              <Link href={page(null)}>{text.newest}</Link>
            </Button>
          )}
          {nextCursor ? (
            <Button asChild>
              <Link href={page(nextCursor)}>{text.older}</Link>
            </Button>
          ) : null}
        </SettingsBody>
      ) : null}
    </SettingsCard>
  );
}
