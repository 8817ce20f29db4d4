"use client";

import { AudioLines, MessageSquareReply } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { CitationChip } from "@/components/citations/citation-chip";
import type { CitationView } from "@/components/citations/citation-view";
import { Mark } from "@/components/citations/mark";
import { useChangedSources } from "@/components/citations/use-changed-sources";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { usePane } from "@/components/shell/pane";
import { recordingPath } from "@/components/shell/paths";
import { IconButton } from "@/components/ui/icon-button";
import { untilLoaded } from "@/components/ui/until-loaded";
import { useOpenSource } from "@/components/viewers/use-open-source";
import { type PostedLine, readPost } from "@/lib/messages/posts/rules";
import { t } from "@/lib/text/catalogue";
import { toView } from "./citation-of";
import { quoteInDraft } from "./draft";
import type { RowProps } from "./message-row";
import { useRereading } from "./use-rereading";

/** Few reports rest on what has changed since. */
const PostedCorrected = dynamic(
  untilLoaded(() => import("./posted-corrected").then((one) => one.PostedCorrected)),
  { ssr: false },
);

const words = t.message.report;

type PostedReportProps = Pick<RowProps, "message" | "viewer" | "onReply">;

/** Lines of a report that somebody posted: a chip opens the second of each, and each may be replied to. */
export function PostedReport({ message, viewer, onReply }: PostedReportProps) {
  const { workspace } = useWorkspace();
  const openSource = useOpenSource();
  const shown = usePane()?.key;
  const { id, body, citations } = message;
  const changes = useChangedSources(citations);
  useRereading(message, changes);
  const [first] = citations;
  if (!first) return <p className="text-muted italic">{words.unreadable}</p>;
  const cited = readPost(body).flatMap((line) => {
    const citation = citations.find(({ n }) => n === line.n);
    return citation ? [{ line, citation }] : [];
  });
  const keyOf = (n: number) => `quote:${id}:${n}`;
  const reply = (text: string) => {
    quoteInDraft(`thread:${id}`, text);
    onReply?.(message);
  };
  return (
    <section
      aria-label={words.label(first.title)}
      data-posted-report
      className="mt-1 max-w-2xl rounded-lg border border-line bg-raised"
    >
      <Link
        href={recordingPath(
          workspace.slug,
          first.sourceId,
          first.anchor.kind === "time" ? first.anchor.startMs : undefined,
        )}
        aria-label={words.open(first.title)}
        className="flex items-center gap-2.5 rounded-t-lg border-line border-b px-3 py-2 font-medium hover:bg-hover"
      >
        <AudioLines aria-hidden="true" className="size-4 shrink-0 text-muted" />
        <span className="min-w-0 truncate">{first.title}</span>
      </Link>
      <ul className="grid gap-1.5 px-3 py-2.5">
        {cited.map(({ line, citation }, at) => (
          <Line
            key={line.n}
            line={line}
            isFirst={line.section !== cited[at - 1]?.line.section}
            view={{ ...toView(citation), changed: changes.has(line.n) }}
            isActive={shown === keyOf(line.n)}
            onOpen={() =>
              openSource(citation, { key: keyOf(line.n), quotedIn: { messageId: id, n: line.n } })
            }
            onReply={viewer.participantRole ? reply : null}
          />
        ))}
      </ul>
      {changes.size > 0 ? <PostedCorrected citations={citations} changes={changes} /> : null}
    </section>
  );
}

type LineProps = {
  line: PostedLine;
  /** Of its section. */
  isFirst: boolean;
  view: CitationView;
  isActive: boolean;
  onOpen: () => void;
  onReply: ((text: string) => void) | null;
};

function Line({ line: { n, text, isQuote, section }, isFirst, view, isActive, onOpen, onReply }: LineProps) {
  return (
    <li data-posted-line={view.changed ? "changed" : "same"} className="group/line flex items-start gap-2">
      <p className="min-w-0 flex-1 break-words leading-relaxed">
        {isFirst && section ? <span className="block font-medium text-muted text-sm">{section}</span> : null}
        {isQuote ? <Mark>{text}</Mark> : text}
        {"\u00a0"}
        <CitationChip citation={view} active={isActive} onOpen={onOpen} />
        <span className="ms-1 text-muted text-sm tabular-nums">{view.place}</span>
      </p>
      {onReply ? (
        <IconButton
          label={words.replyTo(n)}
          onClick={() => onReply(text)}
          className="not-pointer-coarse:opacity-0 focus-visible:opacity-100 group-focus-within/line:opacity-100 group-hover/line:opacity-100"
        >
          <MessageSquareReply aria-hidden="true" />
        </IconButton>
      ) : null}
    </li>
  );
}
