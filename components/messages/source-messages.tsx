"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { Mark } from "@/components/citations/mark";
import { type CitedPlace, sourceStatesOf } from "@/components/citations/source-states";
import { useChangedSources } from "@/components/citations/use-changed-sources";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Avatar } from "@/components/ui/avatar";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { untilLoaded } from "@/components/ui/until-loaded";
import { ViewerProblem } from "@/components/viewers/viewer-states";
import { fetchMessages } from "@/lib/messages/client";
import type { CitationDto, MessageDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/talk";

/** Few messages are edited after they were quoted. */
const SourceCorrected = dynamic(
  untilLoaded(() => import("./source-corrected").then((one) => one.SourceCorrected)),
  { ssr: false },
);

const AROUND = 9;

type MessageAnchor = Extract<CitationDto["anchor"], { kind: "message" }>;

type SourceMessagesProps = { citation: CitedPlace; anchor: MessageAnchor };

/** The cited message among its neighbors, the quote marked; read anew when it is heard to be another. */
export function SourceMessages({ citation, anchor }: SourceMessagesProps) {
  const { workspace } = useWorkspace();
  const [messages, setMessages] = useState<MessageDto[] | "gone" | null>(null);
  const cited = useRef<HTMLElement>(null);
  const change = useChangedSources([{ ...citation, n: 1 }]).get(1);

  const { conversationId, messageId, seq } = anchor;
  useEffect(() => {
    let current = true;
    const load = () =>
      void fetchMessages({ workspace: workspace.slug, conversationId }, { around: seq, limit: AROUND })
        .then((page) => current && setMessages(page.items))
        .catch(() => current && setMessages("gone"));
    load();
    const leave = sourceStatesOf(workspace.slug).onHeard(({ id }) => {
      if (id === messageId) load();
    });
    return () => {
      current = false;
      leave();
    };
  }, [workspace.slug, conversationId, messageId, seq]);

  useEffect(() => {
    if (Array.isArray(messages)) cited.current?.scrollIntoView({ block: "center" });
  }, [messages]);

  if (messages === "gone") return <ViewerProblem>{t.citation.gone}</ViewerProblem>;
  if (messages === null) return <SourceSkeleton />;
  return (
    <div className="flex flex-col gap-4 p-5">
      {change?.what === "changed" ? <SourceCorrected quote={citation.quote} today={change.today} /> : null}
      {messages.map((message) => (
        <SourceMessage
          key={message.id}
          message={message}
          quote={message.id === anchor.messageId ? citation.quote : null}
          ref={message.id === anchor.messageId ? cited : null}
        />
      ))}
    </div>
  );
}

type SourceMessageProps = { message: MessageDto; quote: string | null; ref: React.Ref<HTMLElement> };

function SourceMessage({ message, quote, ref }: SourceMessageProps) {
  return (
    <article ref={ref} className="flex gap-3" data-cited={quote === null ? undefined : true}>
      <Avatar id={message.author.id} name={message.author.name} kind={message.author.kind} size="sm" />
      <div className={quote === null ? "min-w-0 text-muted" : "min-w-0"}>
        <header className="flex items-baseline gap-2 text-sm">
          <span className="font-semibold text-ink">{message.author.name}</span>
          <Time at={message.createdAt} className="text-muted" />
        </header>
        <p className="whitespace-pre-wrap break-words">
          <WithMark text={message.deletedAt ? t.message.deleted : message.body} quote={quote} />
        </p>
      </div>
    </article>
  );
}

function WithMark({ text, quote }: { text: string; quote: string | null }) {
  const at = quote ? text.indexOf(quote) : -1;
  if (!quote || at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <Mark>{quote}</Mark>
      {text.slice(at + quote.length)}
    </>
  );
}

function SourceSkeleton() {
  return (
    <div className="flex flex-col gap-4 p-5">
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-12" />
      <Skeleton className="h-4 w-32" />
      <Skeleton className="h-16" />
    </div>
  );
}
