"use client";

import { Download } from "lucide-react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { fileAddress } from "@/lib/files/client";
import type { FileDto } from "@/lib/files/kept/schema";
import { t } from "@/lib/text/catalogue";
import { sizeText } from "@/lib/text/sizes";
import { FileIcon } from "./file-icon";

const words = t.attachment;

/** A file by its name and size, and why it is not shown where it is a picture. Pressed it is downloaded: nothing of it is opened in the page. */
export function FileCard({ file }: { file: FileDto }) {
  const { workspace } = useWorkspace();
  const why = file.picture === "damaged" || file.picture === "too_large" ? words.undrawn[file.picture] : null;
  return (
    <a
      href={fileAddress(workspace.slug, file.id, true)}
      download={file.name}
      className="group/file flex w-80 max-w-full items-center gap-3 rounded-md border border-line bg-raised px-3 py-2 hover:bg-hover"
    >
      <span className="flex size-9 shrink-0 items-center justify-center rounded-sm bg-sunken text-muted">
        <FileIcon mediaType={file.mediaType} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="sr-only">{words.download} </span>
        <span className="block truncate font-medium">{file.name}</span>
        <span className="block text-muted text-sm">{sizeText(file.sizeBytes)}</span>
        {why ? <span className="block text-muted text-sm">{why}</span> : null}
      </span>
      <Download aria-hidden="true" className="size-4 shrink-0 text-muted group-hover/file:text-ink" />
    </a>
  );
}
