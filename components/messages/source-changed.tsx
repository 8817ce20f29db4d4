"use client";

import { useState } from "react";
import { ChangedCard } from "@/components/citations/changed-card";
import { Compared } from "@/components/citations/compared";
import type { SourceState } from "@/components/citations/source-states";
import { withoutSpeakers } from "@/components/citations/without-speakers";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import type { Viewer } from "@/lib/conversations/rules";
import type { MessageDto } from "@/lib/messages/schema";
import { getRun } from "@/lib/runs/client";
import { t } from "@/lib/text/catalogue";
import { titleOf } from "./citation-of";

type SourceChangedProps = {
  message: MessageDto;
  viewer: Viewer;
  changes: ReadonlyMap<number, SourceState>;
};

/** What an answer quotes says something else today. Nothing rewrites itself: Redo asks again and leaves this one. */
export function SourceChanged({ message, viewer, changes }: SourceChangedProps) {
  const { workspace, conversation } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const titlesOf = (what: "changed" | "gone") => [
    ...new Set(message.citations.filter(({ n }) => changes.get(n)?.what === what).map(({ title }) => title)),
  ];
  const erased = [...new Set(message.erasedQuotes.map((one) => titleOf(one)))];
  const redo = async () => {
    if (!message.runId) return;
    setBusy(true);
    try {
      const { questionId } = await getRun(workspace.slug, message.runId);
      if (questionId) await conversation(message.conversationId).answers.ask(questionId);
    } catch (error) {
      tellFailure(error);
    }
    setBusy(false);
  };
  const changed = titlesOf("changed");
  const corrected = message.citations.flatMap(({ n, quote, sourceType }) => {
    const change = changes.get(n);
    if (change?.what !== "changed") return [];
    return [{ n, quote: sourceType === "recording" ? withoutSpeakers(quote) : quote, today: change.today }];
  });
  const gone = titlesOf("gone");
  return (
    <ChangedCard
      className="mt-2"
      title={
        <>
          {changed.length > 0 ? <p>{t.citation.changedLine(changed)}</p> : null}
          {gone.length > 0 ? <p>{t.citation.goneLine(gone)}</p> : null}
          {erased.length > 0 ? <p>{t.citation.erasedLine(erased)}</p> : null}
        </>
      }
      action={
        viewer.participantRole && message.runId ? (
          <Button size="sm" busy={busy} title={t.citation.redoHint} onClick={() => void redo()}>
            {t.citation.redo}
          </Button>
        ) : null
      }
    >
      {corrected.map(({ n, quote, today }) => (
        <Compared key={n} before={quote} now={today} className="mt-2" />
      ))}
    </ChangedCard>
  );
}
