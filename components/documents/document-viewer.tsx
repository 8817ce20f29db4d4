"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { untilLoaded } from "@/components/ui/until-loaded";
import { PartsViewer } from "@/components/viewers/parts-viewer";
import { ViewerProblem, ViewerSkeleton } from "@/components/viewers/viewer-states";
import { CallError } from "@/lib/core/call";
import { fetchText } from "@/lib/documents/client";
import type { DocumentDto, DocumentPart, VersionDto } from "@/lib/documents/schema";
import { fileAddress } from "@/lib/files/client";
import type { CitationDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/catalogue";

/** Half a megabyte of script, for whoever opens a PDF and nobody else. */
const PdfViewer = dynamic(
  untilLoaded(() => import("@/components/viewers/pdf-viewer").then((module) => module.PdfViewer)),
  {
    ssr: false,
    loading: () => <ViewerSkeleton />,
  },
);

type DocumentViewerProps = {
  document: Pick<DocumentDto, "id" | "kind" | "status">;
  /** Of the version that is shown. */
  version: Pick<VersionDto, "version" | "file">;
  anchor: CitationDto["anchor"] | null;
  quote: string | null;
};

/** A version of a document, opened at a place, with the quote marked. */
export function DocumentViewer({ document, version, anchor, quote }: DocumentViewerProps) {
  const { workspace } = useWorkspace();
  const download = fileAddress(workspace.slug, version.file.id, true);
  if (document.kind === "pdf") {
    return (
      <PdfViewer
        url={fileAddress(workspace.slug, version.file.id)}
        downloadUrl={download}
        page={anchor?.kind === "page" ? anchor.page : 1}
        quote={quote}
      />
    );
  }
  return <ReadText key={document.status} {...{ document, version, anchor, quote, download }} />;
}

type Read = DocumentPart[] | "unread" | "gone" | null;

function ReadText({
  document,
  version,
  anchor,
  quote,
  download,
}: DocumentViewerProps & { download: string }) {
  const { workspace } = useWorkspace();
  const [parts, setParts] = useState<Read>(null);
  useEffect(() => {
    let current = true;
    fetchText({ workspace: workspace.slug, documentId: document.id }, version.version)
      .then((found) => current && setParts(found))
      .catch((error: unknown) => current && setParts(isGone(error) ? "gone" : "unread"));
    return () => {
      current = false;
    };
  }, [workspace.slug, document.id, version.version]);
  if (parts === null) return <ViewerSkeleton />;
  if (parts === "gone") return <ViewerProblem>{t.viewer.gone}</ViewerProblem>;
  if (parts === "unread") return <ViewerProblem downloadUrl={download}>{t.viewer.unread}</ViewerProblem>;
  return (
    <div className="h-full overflow-y-auto">
      <PartsViewer parts={parts} kind={document.kind} anchor={anchor} quote={quote} />
    </div>
  );
}

function isGone(error: unknown): boolean {
  return error instanceof CallError && error.code === "NOT_FOUND";
}
