"use client";

import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { DocumentViewer } from "@/components/documents/document-viewer";
import { fetchDocument, fetchVersions } from "@/lib/documents/client";
import type { DocumentDto, VersionDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import type { Cited } from "./source-body";
import { SourceChange } from "./source-change";
import { ViewerProblem, ViewerSkeleton } from "./viewer-states";

type Found = { document: DocumentDto; version: VersionDto } | "gone" | null;

/** The cited version of a document at the cited place. Where it was changed since, it says so and compares. */
export function SourceDocument({ citation }: { citation: Cited }) {
  const found = useCited(citation);
  if (found === null) return <ViewerSkeleton />;
  if (found === "gone") return <ViewerProblem>{t.citation.gone}</ViewerProblem>;
  const { document, version } = found;
  const isOlder = version.version < document.version && document.status === "ready";
  return (
    <div className="flex h-full min-h-0 flex-col">
      {isOlder ? <SourceChange citation={citation} document={document} /> : null}
      <div className="min-h-0 flex-1">
        <DocumentViewer
          document={document}
          version={version}
          anchor={citation.anchor}
          quote={citation.quote}
        />
      </div>
    </div>
  );
}

function useCited({ sourceId, version }: Cited): Found {
  const { workspace } = useWorkspace();
  const [found, setFound] = useState<Found>(null);
  useEffect(() => {
    let current = true;
    const place = { workspace: workspace.slug, documentId: sourceId };
    Promise.all([fetchDocument(place), fetchVersions(place)])
      .then(([document, { items }]) => {
        const cited = items.find((one) => one.version === version) ?? items[0];
        if (current) setFound(cited ? { document, version: cited } : "gone");
      })
      .catch(() => current && setFound("gone"));
    return () => {
      current = false;
    };
  }, [workspace.slug, sourceId, version]);
  return found;
}
