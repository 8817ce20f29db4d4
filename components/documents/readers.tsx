"use client";

import { Hash, Lock, UsersRound } from "lucide-react";
import { conversationTitle } from "@/components/conversations/conversation-name";
import { useSidebar } from "@/components/conversations/workspace-context";
import type { DocumentDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";

type Read = Pick<DocumentDto, "visibility" | "conversationId" | "memberIds">;

const ICONS = { workspace: UsersRound, conversation: Hash, private: Lock };

/** Who can read it, in a word: everybody, a channel, only you. */
export function Readers({ document }: { document: Read }) {
  const Icon = ICONS[document.visibility];
  const words = useReaders(document);
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="truncate">{words}</span>
    </span>
  );
}

function useReaders({ visibility, conversationId, memberIds }: Read): string {
  const conversation = useSidebar((state) => state.conversations[conversationId ?? ""]);
  if (visibility === "workspace") return t.library.readers.workspace;
  if (visibility === "private") return t.library.readers.some(memberIds.length);
  return conversation ? conversationTitle(conversation).replace(/^#/, "") : t.library.readers.conversation;
}
