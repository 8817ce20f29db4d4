"use client";

import dynamic from "next/dynamic";
import { SourceMessages } from "@/components/messages/source-messages";
import { untilLoaded } from "@/components/ui/until-loaded";
import type { CitationDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/talk";
import { ViewerProblem, ViewerSkeleton } from "./viewer-states";

/** The viewers are for whoever opens a document: a channel's page does not carry them. */
const SourceDocument = dynamic(
  untilLoaded(() => import("./source-document").then((module) => module.SourceDocument)),
  {
    ssr: false,
    loading: () => <ViewerSkeleton />,
  },
);

const SourceRecording = dynamic(
  untilLoaded(() => import("./source-recording").then((module) => module.SourceRecording)),
  {
    ssr: false,
    loading: () => <ViewerSkeleton />,
  },
);

export type Cited = Pick<CitationDto, "sourceType" | "sourceId" | "version" | "anchor" | "title" | "quote">;

/** The cited place in its source, whatever it is, the quote marked. */
export function SourceBody({ citation }: { citation: Cited }) {
  const { anchor, sourceType } = citation;
  if (anchor.kind === "message")
    return <SourceMessages key={anchor.messageId} citation={citation} anchor={anchor} />;
  if (sourceType === "document")
    return <SourceDocument key={`${citation.sourceId}:${citation.version}`} citation={citation} />;
  if (sourceType === "recording")
    return <SourceRecording key={`${citation.sourceId}:${placeKey(anchor)}`} citation={citation} />;
  return <ViewerProblem>{t.citation.gone}</ViewerProblem>;
}

function placeKey(anchor: Cited["anchor"]): number {
  return anchor.kind === "time" ? anchor.startMs : 0;
}
