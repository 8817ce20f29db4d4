"use client";

import { EyeOff } from "lucide-react";
import { useStartChat } from "@/components/conversations/use-start-chat";
import { useConversation, useWorkspace } from "@/components/conversations/workspace-context";
import { Button } from "@/components/ui/button";
import { findOwnQuestion, withoutAssistant } from "@/lib/messages/rules";
import type { MessageDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/talk";
import { useRun } from "./use-run";

/**
 * Tells the asker, and nobody else, that they may read more on their question than everybody here. Asked apart from the answer, by the
 * asker's page alone: for the others there is nothing to see, to count, or to wait for.
 */
export function PrivateMore({ message, runId }: { message: MessageDto; runId: string }) {
  const { me } = useWorkspace();
  const question = useConversation(message.conversationId, ({ timeline }) =>
    timeline.participants.some((one) => one.kind === "person" && one.memberId !== me.memberId)
      ? findOwnQuestion(timeline.messages, message, me.memberId)
      : undefined,
  );
  return question ? <Strip runId={runId} question={question.body} /> : null;
}

function Strip({ runId, question }: { runId: string; question: string }) {
  const { start } = useStartChat();
  if (useRun(runId)?.privateMore !== true) return null;
  return (
    <p className="mt-2 flex w-fit max-w-full flex-wrap items-center gap-x-2.5 gap-y-1 rounded-md border border-line-strong border-dashed px-3 py-2 text-muted text-sm">
      <EyeOff aria-hidden="true" className="size-4 shrink-0" />
      {t.citation.privately}
      <Button
        variant="quiet"
        size="inline"
        className="text-sm"
        onClick={() => void start(withoutAssistant(question))}
      >
        {t.citation.openPrivately}
      </Button>
    </p>
  );
}
