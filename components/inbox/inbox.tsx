"use client";

import Link from "next/link";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { roomPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import type { InboxFilter, InboxItemDto } from "@/lib/inbox/schema";
import { t } from "@/lib/text/catalogue";
import { MentionItem } from "./mention-item";
import { TaskItem } from "./task-item";
import { useInbox } from "./use-inbox";

const words = t.inbox;

type InboxProps = { loaded: { items: InboxItemDto[]; nextCursor: string | null }; filter: InboxFilter };

/** Everything that waits for one: where one was named, and one's tasks. Done goes away, with undo. */
export function Inbox({ loaded, filter }: InboxProps) {
  const { items, hasMore, more, setDone, accept } = useInbox(loaded, filter);
  return (
    <div className="flex h-full flex-col">
      <PageHeader title={words.title} actions={<Filters filter={filter} />} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {items.length === 0 ? (
          <EmptyState title={words.emptyTitle} className="mx-auto mt-24">
            {words.empty}
          </EmptyState>
        ) : (
          <ul aria-label={words.title}>
            {items.map((item) =>
              item.kind === "mention" ? (
                <MentionItem key={item.id} item={item} onDone={(done) => void setDone(item, done)} />
              ) : (
                <TaskItem
                  key={item.id}
                  item={item}
                  onDone={(done) => void setDone(item, done)}
                  onAccept={() => accept(item.task)}
                />
              ),
            )}
          </ul>
        )}
        {hasMore ? (
          <Button variant="ghost" className="mx-auto my-4 flex" onClick={() => void more()}>
            {words.more}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Filters({ filter }: { filter: InboxFilter }) {
  const { workspace } = useWorkspace();
  const here = roomPath(workspace.slug, "inbox");
  return (
    <nav className="flex gap-1" aria-label={words.filter}>
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
          {words[one]}
        </Link>
      ))}
    </nav>
  );
}
