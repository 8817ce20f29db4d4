"use client";

import { Quote } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useConversation, useWorkspace } from "@/components/conversations/workspace-context";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/text/talk";

const KEPT = "parley:quotes-explained";
const listeners = new Set<() => void>();

/** Under the first answers that somebody sees in this browser: why they are quotes, once. */
export function QuotesNote({ conversationId }: { conversationId: string }) {
  const { isQuotesOnly } = useWorkspace();
  const hasAnswer = useConversation(conversationId, ({ timeline }) =>
    timeline.messages.some((one) => one.role === "assistant"),
  );
  const isExplained = useSyncExternalStore(subscribe, readKept, () => true);
  if (!isQuotesOnly || !hasAnswer || isExplained) return null;
  return (
    <div className="px-5 pb-2 max-md:px-3">
      <p className="flex items-center gap-3 rounded-md bg-sunken px-3.5 py-2 text-muted text-sm">
        <Quote aria-hidden="true" className="size-4 shrink-0" />
        <span className="min-w-0 flex-1 text-pretty">{t.demo.quotesOnly}</span>
        <Button variant="quiet" size="inline" className="text-sm" onClick={keep}>
          {t.demo.understood}
        </Button>
      </p>
    </div>
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readKept(): boolean {
  try {
    return localStorage.getItem(KEPT) !== null;
  } catch {
    return true; // a browser that keeps nothing would be told each time
  }
}

function keep(): void {
  try {
    localStorage.setItem(KEPT, "1");
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}
