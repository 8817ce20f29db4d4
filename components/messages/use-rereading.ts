"use client";

import { useEffect, useEffectEvent } from "react";
import type { SourceState } from "@/components/citations/source-states";
import { useSourceStates } from "@/components/citations/use-changed-sources";
import { useWorkspace } from "@/components/conversations/workspace-context";
import type { MessageDto } from "@/lib/messages/schema";

/**
 * The words of a source that is gone are nobody's to read any more, also where they stand on screen already; and those of a message that
 * was brought back are there again.
 */
export function useRereading(message: MessageDto, changes: ReadonlyMap<number, SourceState>): void {
  const { conversation } = useWorkspace();
  const erased = useSourceStates(message.erasedQuotes.map((one) => ({ ...one, version: 0, quote: "" })));
  const gone = [...changes].filter(([, { what }]) => what === "gone").map(([n]) => n);
  const back = [...erased].filter(([, { what }]) => what === "same").map(([n]) => n);
  const differs = [...gone, ...back].join();
  const reread = useEffectEvent(() => conversation(message.conversationId).reread(message));
  useEffect(() => {
    if (differs !== "") void reread().catch(() => undefined); // the next look at the conversation tells
  }, [differs]);
}
