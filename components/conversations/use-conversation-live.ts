"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import { hearSource } from "@/components/citations/hear-source";
import { useTopic } from "@/components/realtime/use-topic";
import { workspacePath } from "@/components/shell/paths";
import { hearShownTasks, shownTasksOf } from "@/components/tasks/shown-tasks";
import { toast } from "@/components/ui/toast-store";
import { putRead, putReceipts, putTyping } from "@/lib/conversations/client";
import { topics } from "@/lib/core/event";
import { t } from "@/lib/text/talk";
import { liveEvents, readEvent, toChange } from "./read-event";
import { useConversation, useSidebar, useWorkspace } from "./workspace-context";
import { usePolling } from "./workspace-live";

/** Everything that keeps the open conversation live: its changes, its answers, who types, who has seen what. */
export function useConversationLive(conversationId: string): void {
  const { conversation, sidebar, me, workspace } = useWorkspace();
  const store = conversation(conversationId);
  const router = useRouter();
  const leave = (deletedBy: string | null) => {
    if (deletedBy !== me.memberId) toast({ message: t.conversation.gone });
    router.replace(workspacePath(workspace.slug));
  };
  useTopic(topics.conversation(conversationId), {
    onEvent(name, payload) {
      hearSource(workspace.slug, name, payload);
      hearShownTasks(workspace.slug, name, payload);
      const change = toChange(name, payload);
      if (change) store.receive(change);
      if (change?.conversation) sidebar.setCore(change.conversation);
      const gone = readEvent(liveEvents.conversationGone, name, payload);
      if (gone) leave(gone.memberId);
    },
    onReady: () => {
      void store.catchUp();
      shownTasksOf(workspace.slug).again();
    },
  });
  useTopic(topics.live(conversationId), {
    onEvent(name, payload) {
      const typing = readEvent(liveEvents.typingChanged, name, payload);
      if (typing && typing.memberId !== me.memberId)
        store.setTyping(typing.memberId, typing.name, typing.typing);
      const receipt = readEvent(liveEvents.receiptChanged, name, payload);
      if (receipt) store.setReceipt(receipt.memberId, receipt);
      const delta = readEvent(liveEvents.runDelta, name, payload);
      if (delta) store.answers.receive(delta.runId, delta);
    },
  });
  usePolling(conversationId);
}

const READ_DELAY_MS = 400;

/** Calls after a moment, and whenever somebody turns to this window again. Returns how to leave. */
function whenLookedAt(report: () => void): () => void {
  const timer = setTimeout(report, READ_DELAY_MS);
  window.addEventListener("focus", report);
  document.addEventListener("visibilitychange", report);
  return () => {
    clearTimeout(timer);
    window.removeEventListener("focus", report);
    document.removeEventListener("visibilitychange", report);
  };
}

/** Moves one's read pointer and receipts while the newest message is on screen in a window that is looked at. */
export function useReading(
  conversationId: string,
  joined: boolean,
): { onAtBottom: (atBottom: boolean) => void } {
  const { workspace, sidebar } = useWorkspace();
  const newest = useConversation(conversationId, (state) => state.timeline.messages.at(-1)?.seq ?? 0);
  const hasAfter = useConversation(conversationId, (state) => state.timeline.hasAfter);
  const atBottom = useRef(true);
  const sent = useRef(0);

  const report = useCallback(() => {
    const looking = document.visibilityState === "visible" && document.hasFocus();
    if (!joined || !looking || !atBottom.current || hasAfter || newest <= sent.current) return;
    sent.current = newest;
    const place = { workspace: workspace.slug, conversationId };
    void Promise.all([
      putRead(place, { seq: newest }).then(({ lastReadSeq, mentions }) =>
        sidebar.setRead(conversationId, lastReadSeq, mentions),
      ),
      putReceipts(place, { seenSeq: newest }),
    ]).catch(() => {
      sent.current = 0;
    });
  }, [conversationId, hasAfter, joined, newest, sidebar, workspace.slug]);

  useEffect(() => {
    return whenLookedAt(report);
  }, [report]);

  const onAtBottom = useCallback(
    (value: boolean) => {
      atBottom.current = value;
      if (value) report();
    },
    [report],
  );
  return { onAtBottom };
}

/** Marks the replies of a thread as read while its newest is on screen in a window that is looked at: who was named in them is told no longer. */
export function useReadingThread(conversationId: string, threadId: string, newestReply: number): void {
  const { workspace, sidebar } = useWorkspace();
  const joined = useSidebar(({ conversations }) => conversations[conversationId] !== undefined);
  useEffect(() => {
    if (newestReply === 0 || !joined) return;
    const place = { workspace: workspace.slug, conversationId };
    let isTold = false;
    const report = () => {
      if (isTold || document.visibilityState !== "visible" || !document.hasFocus()) return;
      isTold = true;
      putRead(place, { threadId }).then(
        ({ lastReadSeq, mentions }) => sidebar.setRead(conversationId, lastReadSeq, mentions),
        () => {
          isTold = false;
        },
      );
    };
    return whenLookedAt(report);
  }, [conversationId, joined, newestReply, sidebar, threadId, workspace.slug]);
}

/** Tells the others that one is typing; silence on failure, it is only a hint. */
export function useTyping(conversationId: string): (typing: boolean) => void {
  const { workspace } = useWorkspace();
  return useCallback(
    (typing: boolean) =>
      void putTyping({ workspace: workspace.slug, conversationId }, typing).catch(() => undefined),
    [conversationId, workspace.slug],
  );
}
