"use client";

import { useRouter } from "next/navigation";
import { conversationPath } from "@/components/shell/paths";
import { toast } from "@/components/ui/toast-store";
import { postConversation } from "@/lib/conversations/client";
import { CallError } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { useWorkspace } from "./workspace-context";

/** Opens an AI chat; a question typed elsewhere is sent in it, so that there is one history. */
export function useStartChat() {
  const { workspace, sidebar, conversation } = useWorkspace();
  const router = useRouter();
  const start = async (question: string | null) => {
    try {
      const chat = await postConversation(
        { workspace: workspace.slug },
        { kind: "chat", participantIds: [] },
      );
      sidebar.put(chat);
      if (question) void conversation(chat.id).ask(question);
      router.push(conversationPath(workspace.slug, chat));
    } catch (error) {
      toast({ message: error instanceof CallError ? error.message : t.problem.offline, tone: "danger" });
    }
  };
  return { workspace, start };
}
