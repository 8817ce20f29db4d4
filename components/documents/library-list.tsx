"use client";

import { type ReactNode, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { List } from "@/components/ui/list";
import type { DocumentDto, FolderDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { DeletedList } from "./deleted-list";
import { DocumentRow } from "./document-row";
import { FolderRow } from "./folder-row";
import { LibraryEmpty } from "./library-empty";
import { useAskAbout } from "./use-ask-about";
import { useLibrary } from "./use-documents";

const FILTERS = ["all", "mine", "reading", "failed", "deleted"] as const;
type Filter = (typeof FILTERS)[number];

/** What lies in a folder; or, under a filter, in all of them. */
export function LibraryList({ folderId, emptyAction }: { folderId: string | null; emptyAction: ReactNode }) {
  const [filter, setFilter] = useState<Filter>("all");
  const documents = Object.values(useLibrary((state) => state.documents));
  const folders = Object.values(useLibrary((state) => state.folders));
  const { me } = useWorkspace();
  const shown = documents.filter((one) => fits(one, { filter, folderId, memberId: me.memberId }));
  const inside = filter === "all" ? folders.filter((one) => liesIn(one, folderId, folders)) : [];
  if (documents.length === 0 && folders.length === 0 && filter === "all")
    return (
      <Scroll>
        <LibraryEmpty action={emptyAction} />
      </Scroll>
    );
  return (
    <>
      <Filters filter={filter} onFilter={setFilter} documents={documents} />
      <Scroll>
        {filter === "deleted" ? (
          <DeletedList />
        ) : (
          <>
            <Rows documents={shown} folders={inside} all={documents} />
            {shown.length === 0 && inside.length === 0 ? <Nothing filter={filter} /> : null}
          </>
        )}
      </Scroll>
    </>
  );
}

function Scroll({ children }: { children: ReactNode }) {
  return <div className="min-h-0 flex-1 overflow-y-auto pb-16">{children}</div>;
}

type RowsProps = { documents: DocumentDto[]; folders: FolderDto[]; all: DocumentDto[] };

function Rows({ documents, folders, all }: RowsProps) {
  const ask = useAskAbout();
  const countIn = (id: string) => all.filter((one) => one.folderId === id).length;
  return (
    <List aria-label={t.library.list} className="divide-y-0">
      {folders
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .map((folder) => (
          <FolderRow key={folder.id} folder={folder} count={countIn(folder.id)} />
        ))}
      {documents
        .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
        .map((one) => (
          <DocumentRow key={one.id} document={one} onAsk={ask} />
        ))}
    </List>
  );
}

type FiltersProps = { filter: Filter; onFilter: (filter: Filter) => void; documents: DocumentDto[] };

function Filters({ filter, onFilter, documents }: FiltersProps) {
  const counts: Partial<Record<Filter, number>> = {
    reading: documents.filter(isReading).length,
    failed: documents.filter(({ status }) => status === "failed").length,
  };
  const isOffered = (one: Filter) => one === filter || counts[one] !== 0;
  return (
    <fieldset className="flex shrink-0 gap-2 overflow-x-auto border-line border-b px-4 py-2.5 lg:px-5">
      <legend className="sr-only">{t.library.filters.label}</legend>
      {FILTERS.filter(isOffered).map((one) => (
        <Chip key={one} tone="ink" pressed={one === filter} onClick={() => onFilter(one)}>
          {t.library.filters[one]}
          {counts[one] ? <span>{counts[one]}</span> : null}
        </Chip>
      ))}
    </fieldset>
  );
}

function Nothing({ filter }: { filter: Filter }) {
  const isAll = filter === "all";
  return (
    <EmptyState title={isAll ? t.library.emptyFolderTitle : t.library.emptyFilterTitle} className="mt-16">
      {isAll ? t.library.emptyFolder : t.library.emptyFilter}
    </EmptyState>
  );
}

type Fitting = { filter: Filter; folderId: string | null; memberId: string };

function fits(one: DocumentDto, { filter, folderId, memberId }: Fitting): boolean {
  if (filter === "mine") return one.createdBy?.memberId === memberId;
  if (filter === "reading") return isReading(one);
  if (filter === "failed") return one.status === "failed";
  return one.folderId === folderId;
}

function isReading({ status }: DocumentDto): boolean {
  return status === "queued" || status === "processing";
}

/** A folder whose parent one may not see lies at the top. */
function liesIn(folder: FolderDto, folderId: string | null, all: FolderDto[]): boolean {
  const parent = all.some(({ id }) => id === folder.parentId) ? folder.parentId : null;
  return parent === folderId;
}
