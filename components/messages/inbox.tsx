"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { conversationPath, roomPath } from "@/components/shell/paths";
import { tellFailure } from "@/components/shell/tell";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast-store";
import { putInboxItem } from "@/lib/messages/client";
import type { InboxItemDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/catalogue";

/** Everything that waits for one: for now, where one was named. Done goes away, with undo. */
export function Inbox({ items: initial, filter }: { items: InboxItemDto[]; filter: "open" | "all" }) {
  const { workspace, sidebar } = useWorkspace();
  const [items, setItems] = useState(initial);
  const set = async (item: InboxItemDto, done: boolean) => {
    const keep = (list: InboxItemDto[]) =>
      filter === "open" && done
        ? list.filter((one) => one.id !== item.id)
        : [...list.filter((one) => one.id !== item.id), { ...item, done }].sort((a, b) =>
            a.id < b.id ? 1 : -1,
          );
    setItems(keep);
    try {
      await putInboxItem({ workspace: workspace.slug, itemId: item.id }, done);
      void sidebar.refreshInbox();
      if (done) {
        toast({
          message: t.conversation.inbox.doneToast,
          action: { label: t.common.undo, onSelect: () => void set(item, false) },
        });
      }
    } catch (error) {
      setItems(initial);
      tellFailure(error);
    }
  };
  return (
    <div className="flex h-full flex-col">
      <PageHeader title={t.conversation.inbox.title} actions={<Filters filter={filter} />} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {items.length === 0 ? (
          <EmptyState title={t.conversation.inbox.emptyTitle} className="mx-auto mt-24">
            {t.conversation.inbox.empty}
          </EmptyState>
        ) : (
          <ul>
            {items.map((item) => (
              <InboxRow key={item.id} item={item} onDone={(done) => void set(item, done)} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function Filters({ filter }: { filter: "open" | "all" }) {
  const { workspace } = useWorkspace();
  const here = roomPath(workspace.slug, "inbox");
  return (
    <nav className="flex gap-1" aria-label={t.conversation.inbox.mentions}>
      {(["open", "all"] as const).map((one) => (
        <Link
          key={one}
          href={one === "open" ? here : `${here}?filter=all`}
          aria-current={one === filter ? "page" : undefined}
          className={cn(
            "touch-target rounded-full border border-line px-3 py-0.5 text-muted text-sm hover:bg-hover",
            one === filter && "border-ink bg-ink text-surface hover:bg-ink",
          )}
        >
          {t.conversation.inbox[one]}
        </Link>
      ))}
    </nav>
  );
}

function InboxRow({ item, onDone }: { item: InboxItemDto; onDone: (done: boolean) => void }) {
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
              <span className="truncate text-muted text-sm">
                {t.conversation.inbox.in(`#${item.conversationName}`)}
              </span>
            ) : null}
            <Time at={item.createdAt} className="ms-auto text-muted text-sm" />
          </span>
          <span className="line-clamp-2 text-muted">{message.body}</span>
        </span>
      </Link>
      <IconButton
        label={item.done ? t.conversation.inbox.open : t.conversation.inbox.done}
        aria-pressed={item.done}
        className="mt-3"
        onClick={() => onDone(!item.done)}
      >
        <Check />
      </IconButton>
    </li>
  );
}
