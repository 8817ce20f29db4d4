"use client";

import { CircleCheck, MessageSquareQuote } from "lucide-react";
import Link from "next/link";
import { QuoteFeedback } from "@/components/citations/quote-feedback";
import { withoutSpeakers } from "@/components/citations/without-speakers";
import { useStartChat } from "@/components/conversations/use-start-chat";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { conversationPath, documentPath, recordingPath } from "@/components/shell/paths";
import { makeTask } from "@/components/tasks/task-draft";
import { Button } from "@/components/ui/button";
import type { CitationDto } from "@/lib/messages/schema";
import { canMakeTasks } from "@/lib/tasks/rules";
import type { TaskOrigin } from "@/lib/tasks/schema";
import { t } from "@/lib/text/talk";

type SourceFooterProps = {
  citation: Pick<CitationDto, "sourceType" | "sourceId" | "anchor" | "title" | "quote">;
  quotedIn?: { messageId: string; n: number } | undefined;
};

/** What can be done with an open source: go to where it stands, or ask on from the quote. */
export function SourceFooter({ citation, quotedIn }: SourceFooterProps) {
  const { workspace, me } = useWorkspace();
  const { start } = useStartChat();
  const { anchor, title, quote, sourceType, sourceId } = citation;
  return (
    <>
      {anchor.kind === "message" ? (
        <Button asChild>
          <Link
            href={`${conversationPath(workspace.slug, { id: anchor.conversationId, kind: "channel" })}?m=${anchor.seq}`}
          >
            {t.citation.goTo(title)}
          </Link>
        </Button>
      ) : null}
      {sourceType === "document" ? (
        <Button asChild>
          <Link
            href={`${documentPath(workspace.slug, sourceId)}${anchor.kind === "page" ? `?page=${anchor.page}` : ""}`}
          >
            {t.citation.openInLibrary}
          </Link>
        </Button>
      ) : null}
      {sourceType === "recording" ? (
        <Button asChild>
          <Link
            href={recordingPath(
              workspace.slug,
              sourceId,
              anchor.kind === "time" ? anchor.startMs : undefined,
            )}
          >
            {t.citation.openInRecordings}
          </Link>
        </Button>
      ) : null}
      {canMakeTasks(me) && quote !== "" ? (
        <Button onClick={() => makeTask({ title: quote, source: originOf(citation, quotedIn) })}>
          <CircleCheck aria-hidden="true" /> {t.citation.makeTask}
        </Button>
      ) : null}
      {me.role === "guest" ? null : (
        <Button onClick={() => void start(t.citation.askQuestion(quote))}>
          <MessageSquareQuote aria-hidden="true" /> {t.citation.askAbout}
        </Button>
      )}
      {quotedIn ? (
        <QuoteFeedback key={`${quotedIn.messageId}:${quotedIn.n}`} workspace={workspace.slug} {...quotedIn} />
      ) : null}
      <span className="ms-auto shrink-0 text-muted text-sm @max-md:hidden pointer-coarse:hidden">
        {t.citation.escape}
      </span>
    </>
  );
}

/** What is cited, as a task names where it came from. Speakers are named in what is cited of a recording, and not in what they said. */
function originOf(
  { sourceType, sourceId, anchor, quote }: SourceFooterProps["citation"],
  quotedIn: SourceFooterProps["quotedIn"],
): TaskOrigin {
  const answer = quotedIn ? { answerId: quotedIn.messageId } : {};
  if (anchor.kind === "message") return { ...answer, messageId: anchor.messageId, quote };
  if (sourceType === "recording") return { ...answer, recordingId: sourceId, quote: withoutSpeakers(quote) };
  return { ...answer, documentId: sourceId, quote };
}
