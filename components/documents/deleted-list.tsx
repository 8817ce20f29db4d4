"use client";

import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { EmptyState } from "@/components/ui/empty-state";
import { fetchDocuments } from "@/lib/documents/client";
import type { DocumentDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { DeletedRow } from "./document-row";
import { LibrarySkeleton } from "./library-skeleton";

/** What was deleted and can be brought back. Looked up when one asks for it: it is no part of the Library. */
export function DeletedList() {
  const { workspace } = useWorkspace();
  const [deleted, setDeleted] = useState<DocumentDto[] | null>(null);
  useEffect(() => {
    let current = true;
    fetchDocuments({ workspace: workspace.slug }, { deleted: "true" })
      .then(({ items }) => current && setDeleted(items))
      .catch(() => current && setDeleted([]));
    return () => {
      current = false;
    };
  }, [workspace.slug]);
  if (deleted === null) return <LibrarySkeleton />;
  if (deleted.length === 0)
    return (
      <EmptyState title={t.library.emptyFilterTitle} className="mt-16">
        {t.library.emptyDeleted}
      </EmptyState>
    );
  return (
    <ul aria-label={t.library.filters.deleted}>
      {deleted.map((one) => (
        <DeletedRow
          key={one.id}
          document={one}
          onRestored={() => setDeleted(deleted.filter(({ id }) => id !== one.id))}
        />
      ))}
    </ul>
  );
}
