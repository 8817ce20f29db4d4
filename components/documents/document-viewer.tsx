"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { untilLoaded } from "@/components/ui/until-loaded";
import { PartsViewer } from "@/components/viewers/parts-viewer";
import { type ScannedPages, scannedPagesOf } from "@/components/viewers/scanned-words";
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

const PictureViewer = dynamic(
  untilLoaded(() => import("@/components/viewers/picture-viewer").then((module) => module.PictureViewer)),
  {
    ssr: false,
    loading: () => <ViewerSkeleton />,
  },
);

type DocumentViewerProps = {
  document: Pick<DocumentDto, "id" | "version" | "status" | "pictures">;
  /** The one that is shown, which may be of another kind than the newest. */
  version: Pick<VersionDto, "version" | "kind" | "file">;
  anchor: CitationDto["anchor"] | null;
  quote: string | null;
};

/** A version of a document, opened at a place, with the quote marked. */
export function DocumentViewer({ document, version, anchor, quote }: DocumentViewerProps) {
  const { workspace } = useWorkspace();
  const download = fileAddress(workspace.slug, version.file.id, true);
  if (version.kind === "pdf") return <ReadPdf {...{ document, version, anchor, quote, download }} />;
  if (version.kind === "image") return <ReadPicture {...{ document, version, quote, download }} />;
  return <ReadText key={document.status} {...{ document, version, anchor, quote, download }} />;
}

const NOTHING_SCANNED: ScannedPages = new Map();

/** The words that were read in pictures come beside the file, before it is drawn: they are little, and marked where they stand. */
function useScanned({ document, version }: Pick<DocumentViewerProps, "document" | "version">) {
  const { workspace } = useWorkspace();
  // Of the newest it is known; of an earlier one it is asked.
  const hasScanned = version.version !== document.version || (document.pictures?.read ?? 0) > 0;
  const [found, setFound] = useState<ScannedPages | null>(null);
  useEffect(() => {
    if (!hasScanned) return;
    let current = true;
    fetchText({ workspace: workspace.slug, documentId: document.id }, version.version)
      .then((parts) => current && setFound(scannedPagesOf(parts)))
      .catch(() => current && setFound(NOTHING_SCANNED)); // the pages are worth seeing without them
    return () => {
      current = false;
    };
  }, [workspace.slug, document.id, version.version, hasScanned]);
  return hasScanned ? found : NOTHING_SCANNED;
}

type Downloaded = { download: string };

function ReadPicture({
  document,
  version,
  quote,
  download,
}: Omit<DocumentViewerProps, "anchor"> & Downloaded) {
  const scanned = useScanned({ document, version });
  if (!scanned) return <ViewerSkeleton />;
  return (
    <PictureViewer
      key={version.file.id}
      file={version.file}
      quote={quote}
      read={scanned.get(1) ?? null}
      downloadUrl={download}
    />
  );
}

function ReadPdf({ document, version, anchor, quote, download }: DocumentViewerProps & Downloaded) {
  const { workspace } = useWorkspace();
  const scanned = useScanned({ document, version });
  if (!scanned) return <ViewerSkeleton />;
  return (
    <PdfViewer
      url={fileAddress(workspace.slug, version.file.id)}
      downloadUrl={download}
      page={anchor?.kind === "page" ? anchor.page : 1}
      quote={quote}
      place={anchor?.kind === "page" ? anchor : null}
      scanned={scanned}
    />
  );
}

type Read = DocumentPart[] | "unread" | "gone" | null;

function ReadText({ document, version, anchor, quote, download }: DocumentViewerProps & Downloaded) {
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
      <PartsViewer parts={parts} kind={version.kind} anchor={anchor} quote={quote} />
    </div>
  );
}

function isGone(error: unknown): boolean {
  return error instanceof CallError && error.code === "NOT_FOUND";
}
