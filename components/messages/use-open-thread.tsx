"use client";

import { MessageSquareText } from "lucide-react";
import dynamic from "next/dynamic";
import { useCallback, useRef } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { usePaneControl } from "@/components/shell/pane";
import { tellFailure } from "@/components/shell/tell";
import { untilLoaded } from "@/components/ui/until-loaded";
import type { Viewer } from "@/lib/conversations/rules";
import type { MessageDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/talk";

const Thread = dynamic(
  untilLoaded(() => import("./thread").then((module) => module.Thread)),
  { ssr: false },
);

/** Opens the thread of a message in the right pane. The same function as long as the page is: rows are not drawn again for it. */
export function useOpenThread(conversationId: string, viewer: Viewer): (message: MessageDto) => void {
  const { conversation } = useWorkspace();
  const { openPane } = usePaneControl();
  const latest = useRef(viewer);
  latest.current = viewer;
  return useCallback(
    (message) => {
      conversation(conversationId).openThread(message.id).catch(tellFailure);
      openPane({
        key: `thread:${message.id}`,
        title: t.message.thread,
        icon: <MessageSquareText />,
        body: <Thread conversationId={conversationId} parentId={message.id} viewer={latest.current} />,
      });
    },
    [conversation, conversationId, openPane],
  );
}
