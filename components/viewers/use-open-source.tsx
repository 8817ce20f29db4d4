"use client";

import { SourceIcon } from "@/components/citations/source-icon";
import { placeOf, sourceKind } from "@/components/messages/citation-of";
import { SourceFooter } from "@/components/messages/source-footer";
import { usePaneControl } from "@/components/shell/pane";
import { type Cited, SourceBody } from "./source-body";

type Opening = {
  /** Says which one is open. */
  key: string;
  /** Over the source, where its own title is not enough. */
  title?: string | undefined;
  /** The answer that quotes it, by which number: readers can say whether it helped. */
  quotedIn?: { messageId: string; n: number } | undefined;
};

/** Opens a source beside what one reads, at the cited place. */
export function useOpenSource(): (citation: Cited, opening: Opening) => void {
  const { openPane } = usePaneControl();
  return (citation, { key, title, quotedIn }) =>
    openPane({
      key,
      title: title ?? citation.title,
      icon: <SourceIcon sourceType={sourceKind(citation)} />,
      detail: placeOf(citation.anchor),
      body: <SourceBody citation={citation} />,
      footer: <SourceFooter citation={citation} quotedIn={quotedIn} />,
    });
}
