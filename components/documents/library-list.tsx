"use client";

import { ListChecks } from "lucide-react";
import { type ReactNode, useState } from "react";
import { CollectionRow } from "@/components/collections/collection-row";
import { PickBar, PickList } from "@/components/collections/picking";
import { useCollections } from "@/components/collections/use-collections";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { List } from "@/components/ui/list";
import { canMakeCollections } from "@/lib/collections/rules";
import type { CollectionDto } from "@/lib/collections/schema";
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
  const known = useLibrary((state) => state.folders);
  const folders = Object.values(known);
  const collections = useCollections();
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const { me } = useWorkspace();
  const shown = documents.filter((one) => fits(one, { filter, folderId, memberId: me.memberId, known }));
  const inside = filter === "all" ? folders.filter((one) => liesIn(one, folderId, folders)) : [];
  const sets = filter === "all" && folderId === null ? collections : [];
  if (documents.length + folders.length + collections.length === 0 && filter === "all")
    return (
      <Scroll>
        <LibraryEmpty action={emptyAction} />
      </Scroll>
    );
  return (
    <>
      {picked ? (
        <PickBar offered={shown} picked={picked} onPick={setPicked} onEnd={() => setPicked(null)} />
      ) : (
        <Filters
          filter={filter}
          onFilter={setFilter}
          documents={documents}
          onSelect={canMakeCollections(me) && shown.length > 0 ? () => setPicked(new Set()) : null}
        />
      )}
      <Scroll>
        {filter === "deleted" ? (
          <DeletedList />
        ) : picked ? (
          <PickList documents={byAge(shown)} picked={picked} onPick={setPicked} />
        ) : (
          <>
            <Rows documents={shown} folders={inside} collections={sets} all={documents} />
            {shown.length + inside.length + sets.length === 0 ? <Nothing filter={filter} /> : null}
          </>
        )}
      </Scroll>
    </>
  );
}

function Scroll({ children }: { children: ReactNode }) {
  return <div className="min-h-0 flex-1 overflow-y-auto pb-16">{children}</div>;
}

type RowsProps = {
  documents: DocumentDto[];
  folders: FolderDto[];
  collections: CollectionDto[];
  all: DocumentDto[];
};

function Rows({ documents, folders, collections, all }: RowsProps) {
  const ask = useAskAbout();
  const countIn = (id: string) => all.filter((one) => one.folderId === id).length;
  return (
    <List aria-label={t.library.list} className="divide-y-0">
      {collections.map((one) => (
        <CollectionRow key={one.id} collection={one} />
      ))}
      {folders
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .map((folder) => (
          <FolderRow key={folder.id} folder={folder} count={countIn(folder.id)} />
        ))}
      {byAge(documents).map((one) => (
        <DocumentRow key={one.id} document={one} onAsk={ask} />
      ))}
    </List>
  );
}

function byAge(documents: DocumentDto[]): DocumentDto[] {
  return documents.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}

type FiltersProps = {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  documents: DocumentDto[];
  /** Several are to be picked; null where there is nothing to do with them. */
  onSelect: (() => void) | null;
};

function Filters({ filter, onFilter, documents, onSelect }: FiltersProps) {
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
      {onSelect ? (
        <Chip onClick={onSelect} className="ms-auto">
          <ListChecks aria-hidden="true" className="size-3.5" />
          {t.collection.select.start}
        </Chip>
      ) : null}
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

type Fitting = {
  filter: Filter;
  folderId: string | null;
  memberId: string;
  known: Record<string, FolderDto>;
};

/** What lies in a folder that is not known here is not hidden for it: it lies at the top. */
function fits(one: DocumentDto, { filter, folderId, memberId, known }: Fitting): boolean {
  if (filter === "mine") return one.createdBy?.memberId === memberId;
  if (filter === "reading") return isReading(one);
  if (filter === "failed") return one.status === "failed";
  return (one.folderId && one.folderId in known ? one.folderId : null) === folderId;
}

function isReading({ status }: DocumentDto): boolean {
  return status === "queued" || status === "processing";
}

/** A folder whose parent one may not see lies at the top. */
function liesIn(folder: FolderDto, folderId: string | null, all: FolderDto[]): boolean {
  const parent = all.some(({ id }) => id === folder.parentId) ? folder.parentId : null;
  return parent === folderId;
}
