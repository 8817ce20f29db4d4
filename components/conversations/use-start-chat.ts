"use client";

import { useRouter } from "next/navigation";
import { conversationPath } from "@/components/shell/paths";
import { tellFailure } from "@/components/shell/tell";
import { postConversation } from "@/lib/conversations/client";
import { type ChosenScope, rememberScope } from "./scopes";
import { useWorkspace } from "./workspace-context";

/** Opens an AI chat; a question typed elsewhere is sent in it, so that there is one history. */
export function useStartChat() {
  const { workspace, sidebar, conversation } = useWorkspace();
  const router = useRouter();
  const start = async (question: string | null, chosen?: ChosenScope) => {
    try {
      const chat = await postConversation(
        { workspace: workspace.slug },
        { kind: "chat", participantIds: [] },
      );
      sidebar.put(chat);
      if (chosen?.scope) rememberScope(chat.id, chosen);
      if (question) void conversation(chat.id).ask(question, chosen?.scope);
      router.push(conversationPath(workspace.slug, chat));
    } catch (error) {
      tellFailure(error);
    }
  };
  return { workspace, start };
}
