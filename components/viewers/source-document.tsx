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

/** `answering`: the version that is found today. */
type Found = { document: DocumentDto; version: VersionDto; answering: number } | "gone" | null;

/** The cited version of a document at the cited place. Where it was changed since, it says so and compares. */
export function SourceDocument({ citation }: { citation: Cited }) {
  const found = useCited(citation);
  if (found === null) return <ViewerSkeleton />;
  if (found === "gone") return <ViewerProblem>{t.citation.gone}</ViewerProblem>;
  const { document, version, answering } = found;
  return (
    <div className="flex h-full min-h-0 flex-col">
      {version.version < answering ? <SourceChange citation={citation} today={answering} /> : null}
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
        const answering = items.find(({ answers }) => answers) ?? items[0];
        const cited = items.find((one) => one.version === version) ?? answering;
        if (!current) return;
        setFound(cited && answering ? { document, version: cited, answering: answering.version } : "gone");
      })
      .catch(() => current && setFound("gone"));
    return () => {
      current = false;
    };
  }, [workspace.slug, sourceId, version]);
  return found;
}
