"use client";

import { Square } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect } from "react";
import { SourceCard } from "@/components/citations/source-card";
import { useChangedSources } from "@/components/citations/use-changed-sources";
import { useConversation, useWorkspace } from "@/components/conversations/workspace-context";
import { usePane } from "@/components/shell/pane";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { untilLoaded } from "@/components/ui/until-loaded";
import { useOpenSource } from "@/components/viewers/use-open-source";
import type { Viewer } from "@/lib/conversations/rules";
import type { MessageDto } from "@/lib/messages/schema";
import { continueRun, stopRun } from "@/lib/runs/client";
import type { ActivityDto } from "@/lib/runs/schema";
import { t } from "@/lib/text/talk";
import { toView } from "./citation-of";
import { MessageText } from "./message-text";
import { NotInSources } from "./not-in-sources";
import { Planted } from "./planted";
import { PrivateMore } from "./private-more";
import { Receipt } from "./receipt";
import { useRereading } from "./use-rereading";

/** Few answers rest on what has changed since. */
const SourceChanged = dynamic(
  untilLoaded(() => import("./source-changed").then((one) => one.SourceChanged)),
  { ssr: false },
);

/** How long the first live words may take before the run's own stream is asked. */
const PATIENCE_MS = 1_500;

/** An assistant's answer: while it grows, and after. Quotes are marked, chips open their sources beside the conversation. */
export function Answer({ message, viewer }: { message: MessageDto; viewer: Viewer }) {
  const live = useLiveAnswer(message);
  const openSource = useOpenSource();
  const shown = usePane()?.key;
  const keyOf = (n: number) => `quote:${message.id}:${n}`;
  const growing = message.status === "streaming" && !live?.end;
  const text = message.status === "streaming" ? (live?.text ?? message.body) : message.body;
  const citations = message.status === "streaming" ? (live?.citations ?? []) : message.citations;
  const changes = useChangedSources(citations);
  useRereading(message, changes);
  const views = citations.map((citation) => ({ ...toView(citation), changed: changes.has(citation.n) }));
  const active = views.find((view) => keyOf(view.n) === shown)?.n ?? null;
  const open = (n: number) => {
    const citation = citations.find((one) => one.n === n);
    const title = views.find((view) => view.n === n)?.title;
    // Only what is kept can be spoken of: while an answer grows its quotes are not.
    const quotedIn = growing ? undefined : { messageId: message.id, n };
    if (citation) openSource(citation, { key: keyOf(n), title, quotedIn });
  };
  return (
    <div aria-busy={growing} data-answer={message.status}>
      {text ? (
        <MessageText
          body={text}
          mentions={[]}
          citations={views}
          activeCitation={active}
          onOpenCitation={(citation) => open(citation.n)}
        />
      ) : null}
      {growing ? (
        <Growing runId={message.runId} activity={live?.activity ?? null} hasText={text !== ""} />
      ) : null}
      {!growing && views.length > 0 ? (
        <ul aria-label={t.message.answer.sources} className="mt-2 flex flex-wrap gap-2">
          {views.map((view) => (
            <li key={view.n} className="max-w-full">
              <SourceCard citation={view} active={active === view.n} onClick={() => open(view.n)} />
            </li>
          ))}
        </ul>
      ) : null}
      {growing || changes.size + message.erasedQuotes.length === 0 ? null : (
        <SourceChanged message={message} viewer={viewer} changes={changes} />
      )}
      {growing || !message.runId ? null : <Ended message={message} viewer={viewer} citations={citations} />}
    </div>
  );
}

function useLiveAnswer(message: MessageDto) {
  const { conversation } = useWorkspace();
  const runId = message.runId ?? "";
  const streaming = message.status === "streaming" && message.runId !== null;
  const live = useConversation(message.conversationId, (state) => state.runs[runId]);
  const started = live !== undefined;
  useEffect(() => {
    if (!streaming || started) return;
    const timer = setTimeout(
      () => void conversation(message.conversationId).answers.follow(runId),
      PATIENCE_MS,
    );
    return () => clearTimeout(timer);
  }, [streaming, started, conversation, message.conversationId, runId]);
  return streaming ? live : undefined;
}

function Growing({
  runId,
  activity,
  hasText,
}: {
  runId: string | null;
  activity: ActivityDto | null;
  hasText: boolean;
}) {
  const { workspace } = useWorkspace();
  return (
    <div className="mt-1 flex items-center gap-3 text-muted text-sm">
      <span role="status">{hasText ? "" : sentenceOf(activity)}</span>
      {runId ? (
        <Button size="sm" onClick={() => void report(stopRun(workspace.slug, runId))}>
          <Square aria-hidden="true" /> {t.message.answer.stop}
        </Button>
      ) : null}
    </div>
  );
}

type EndedProps = { message: MessageDto; viewer: Viewer; citations: MessageDto["citations"] };

function Ended({ message, viewer, citations }: EndedProps) {
  const { workspace } = useWorkspace();
  const quotes = citations.length;
  const { runId } = message;
  if (!runId) return null;
  return (
    <>
      {message.status === "interrupted" ? (
        <p className="mt-1 flex flex-wrap items-center gap-2 text-muted text-sm">
          {t.message.answer.interrupted}
          {viewer.participantRole ? (
            <Button size="sm" onClick={() => void report(continueRun(workspace.slug, runId))}>
              {t.message.answer.continue}
            </Button>
          ) : null}
        </p>
      ) : null}
      <Planted runId={runId} citations={citations} />
      <Receipt runId={runId} quotes={quotes} />
      {message.status === "complete" && quotes === 0 ? (
        <NotInSources message={message} runId={runId} />
      ) : null}
      {message.status === "complete" ? <PrivateMore message={message} runId={runId} /> : null}
    </>
  );
}

function sentenceOf(activity: ActivityDto | null): string {
  const words = t.message.answer;
  const engine = activity?.engine ?? "";
  switch (activity?.state) {
    case "asking":
      return words.asking(engine);
    case "waiting":
      return words.waiting(engine, activity.seconds);
    case "fallback":
      return words.fallback(engine);
    case "continuing":
      return words.continuing;
    default:
      return words.searching;
  }
}

async function report(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    tellFailure(error);
  }
}
