"use client";

import { MessageSquareQuote } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Composer } from "@/components/messages/composer";
import { conversationPath } from "@/components/shell/paths";
import { EmptyState } from "@/components/ui/empty-state";
import { List } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { t } from "@/lib/text/catalogue";
import { conversationName } from "./conversation-name";
import { ScopePicker } from "./scope-picker";
import { type ChosenScope, EVERYTHING } from "./scopes";
import { useStartChat } from "./use-start-chat";
import { useSidebar } from "./workspace-context";

/** A question of one's own: asking it opens the chat. Below, the chats there are. `about`: the document or collection that it is about. */
export function StartChat({ about }: { about: ChosenScope | null }) {
  const { workspace, start } = useStartChat();
  const conversations = useSidebar((state) => state.conversations);
  const [chosen, setChosen] = useState(about ?? EVERYTHING);
  const chats = Object.values(conversations)
    .filter((one) => one.kind === "chat")
    .sort((a, b) => (b.lastMessageAt ?? b.createdAt).localeCompare(a.lastMessageAt ?? a.createdAt));
  return (
    <div className="flex h-full flex-col">
      <PageHeader title={t.shell.ask} />
      <div className="min-h-0 flex-1 overflow-y-auto p-5">
        {chats.length === 0 ? (
          <EmptyState title={t.shell.noChats}>{t.message.emptyChat}</EmptyState>
        ) : (
          <List>
            {chats.map((chat) => (
              <li key={chat.id}>
                <Link
                  href={conversationPath(workspace.slug, chat)}
                  className="flex min-h-11 items-center gap-3 rounded-md px-3 hover:bg-hover"
                >
                  <MessageSquareQuote aria-hidden="true" className="size-4 shrink-0 text-muted" />
                  <span className="truncate">{conversationName(chat)}</span>
                </Link>
              </li>
            ))}
          </List>
        )}
      </div>
      <div className="px-3 pt-2">
        <ScopePicker chosen={chosen} onChoose={setChosen} />
      </div>
      <Composer
        conversationId="ask"
        name={t.conversation.untitledChat}
        placeholder={about ? t.library.askPlaceholder(chosen.title) : t.message.compose.ask}
        people={[]}
        recentIds={[]}
        onTyping={() => undefined}
        onEditLast={() => undefined}
        onSend={(question) => void start(question, chosen)}
      />
    </div>
  );
}
