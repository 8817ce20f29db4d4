"use client";

import { carryDocument } from "@/components/collections/dragged";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { documentPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { IntentLink } from "@/components/ui/intent-link";
import { Time } from "@/components/ui/time";
import type { DocumentDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { sizeText } from "@/lib/text/sizes";
import { DocumentIcon } from "./document-icon";
import { DocumentMenu } from "./document-menu";
import { DocumentStatus } from "./document-status";
import { Readers } from "./readers";
import { useDocumentActions } from "./use-documents";

/** One line: what it is, how far it is read, who reads it, when it changed. */
export function DocumentRow({
  document,
  onAsk,
}: {
  document: DocumentDto;
  onAsk: (one: DocumentDto) => void;
}) {
  const { workspace } = useWorkspace();
  return (
    <li
      data-document={document.status}
      onDragStart={(event) => carryDocument(event, document.id)}
      className="group relative flex min-h-14 items-center gap-3 border-line border-b px-4 py-2 hover:bg-hover/50 lg:px-5"
    >
      <DocumentIcon kind={document.kind} className="shrink-0 text-muted" size={20} />
      <div className="min-w-0 flex-1">
        <IntentLink
          href={documentPath(workspace.slug, document.id)}
          className="block truncate font-medium after:absolute after:inset-0"
        >
          {document.title}
        </IntentLink>
        {document.status === "ready" ? <Quiet document={document} /> : <DocumentStatus document={document} />}
      </div>
      <span className="w-36 shrink-0 text-muted text-sm max-lg:hidden">
        <Readers document={document} />
      </span>
      <Time at={document.updatedAt} className="w-16 shrink-0 text-end text-muted text-sm max-sm:hidden" />
      <span className="relative z-10">
        <DocumentMenu document={document} onAsk={() => onAsk(document)} />
      </span>
    </li>
  );
}

function Quiet({ document }: { document: DocumentDto }) {
  const parts = [
    t.library.kinds[document.kind],
    document.pages ? t.viewer.pages(document.pages) : sizeText(document.file.sizeBytes),
    document.createdBy?.name,
  ];
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-muted text-sm">
      <span className="truncate">{parts.filter(Boolean).join(" · ")}</span>
      <span aria-hidden="true" className="lg:hidden">
        ·
      </span>
      <span className="min-w-0 lg:hidden">
        <Readers document={document} />
      </span>
    </p>
  );
}

/** One that was deleted, with its way back. */
export function DeletedRow({ document, onRestored }: { document: DocumentDto; onRestored: () => void }) {
  const { restore } = useDocumentActions();
  return (
    <li className="flex min-h-14 items-center gap-3 border-line border-b px-4 py-2 lg:px-5">
      <DocumentIcon kind={document.kind} className="shrink-0 text-muted" size={20} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-muted">{document.title}</p>
        <p className="text-muted text-sm">
          {t.library.filters.deleted} {document.deletedAt ? <Time at={document.deletedAt} /> : null}
        </p>
      </div>
      <Button size="sm" onClick={() => void restore(document).then(onRestored)}>
        {t.library.menu.restore}
      </Button>
    </li>
  );
}
