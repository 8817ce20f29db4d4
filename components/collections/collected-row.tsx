"use client";

import { AudioLines, FileText, X } from "lucide-react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { documentPath, recordingPath } from "@/components/shell/paths";
import { IconButton } from "@/components/ui/icon-button";
import { IntentLink } from "@/components/ui/intent-link";
import { Time } from "@/components/ui/time";
import type { CollectedDto } from "@/lib/collections/schema";
import { DocumentKind } from "@/lib/documents/schema";
import { RecordingKind } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";

type CollectedRowProps = { source: CollectedDto; onRemove: ((source: CollectedDto) => void) | null };

/** Something that is in a collection. Taken out of it, it stays where it is. */
export function CollectedRow({ source, onRemove }: CollectedRowProps) {
  const { workspace } = useWorkspace();
  const { type, id, title, addedAt } = source;
  const isDocument = type === "document";
  const Icon = isDocument ? FileText : AudioLines;
  return (
    <li
      data-collected={type}
      className="relative flex min-h-14 items-center gap-3 border-line border-b px-4 py-2 hover:bg-hover/50 lg:px-5"
    >
      <Icon aria-hidden="true" className="size-5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <IntentLink
          href={isDocument ? documentPath(workspace.slug, id) : recordingPath(workspace.slug, id)}
          className="block truncate font-medium after:absolute after:inset-0"
        >
          {title}
        </IntentLink>
        <p className="truncate text-muted text-sm">{kindOf(source)}</p>
      </div>
      <Time at={addedAt} className="w-16 shrink-0 text-end text-muted text-sm max-sm:hidden" />
      {onRemove ? (
        <span className="relative z-10">
          <IconButton label={t.collection.remove(title)} onClick={() => onRemove(source)}>
            <X aria-hidden="true" />
          </IconButton>
        </span>
      ) : null}
    </li>
  );
}

function kindOf({ type, kind }: CollectedDto): string {
  return type === "document"
    ? t.library.kinds[DocumentKind.parse(kind)]
    : t.recording.kinds[RecordingKind.parse(kind)];
}
