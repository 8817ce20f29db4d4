"use client";

import Link from "next/link";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { filesText } from "@/components/messages/files/files-text";
import { conversationPath } from "@/components/shell/paths";
import { Avatar } from "@/components/ui/avatar";
import { Time } from "@/components/ui/time";
import type { MentionItemDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/catalogue";
import { DoneButton } from "./done-button";

type MentionItemProps = { item: MentionItemDto; onDone: (done: boolean) => void };

/** Where one was named. Pressed, the conversation opens there. */
export function MentionItem({ item, onDone }: MentionItemProps) {
  const { workspace } = useWorkspace();
  const { message } = item;
  const kind = item.conversationKind === "chat" ? "chat" : "channel";
  const place = conversationPath(workspace.slug, { id: item.conversationId, kind });
  return (
    <li className="flex items-start gap-2 border-line border-b pe-4 hover:bg-hover/50">
      <Link
        href={message.seq === null ? place : `${place}?m=${message.seq}`}
        data-focus-inside
        className="flex min-w-0 flex-1 gap-3 px-5 py-3 max-md:px-4"
      >
        <Avatar id={message.author.id} name={message.author.name} kind={message.author.kind} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className="font-semibold">{message.author.name}</span>
            {item.conversationName ? (
              <span className="truncate text-muted text-sm">{t.inbox.in(`#${item.conversationName}`)}</span>
            ) : null}
            <Time at={item.createdAt} className="ms-auto text-muted text-sm" />
          </span>
          <span className="line-clamp-2 text-muted">{message.body || filesText(message)}</span>
        </span>
      </Link>
      <DoneButton isDone={item.done} onDone={onDone} />
    </li>
  );
}
