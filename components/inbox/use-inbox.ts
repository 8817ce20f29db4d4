"use client";

import { useRef, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { useTopic } from "@/components/realtime/use-topic";
import { tellFailure } from "@/components/shell/tell";
import { useTaskSources } from "@/components/tasks/use-task-sources";
import { toast } from "@/components/ui/toast-store";
import { topics } from "@/lib/core/event";
import { fetchInbox, putInboxItem } from "@/lib/inbox/client";
import type { InboxFilter, InboxItemDto } from "@/lib/inbox/schema";
import { patchTask } from "@/lib/tasks/client";
import type { TaskDto } from "@/lib/tasks/schema";
import { t } from "@/lib/text/catalogue";

const TOLD = ["inbox.changed", "task.changed"];

type Loaded = { items: InboxItemDto[]; nextCursor: string | null };

/** What waits for one, live, as much as was asked for. What is done goes at once and can be taken back. */
export function useInbox(loaded: Loaded, filter: InboxFilter) {
  const { workspace, me, sidebar } = useWorkspace();
  const [{ items, nextCursor }, setPage] = useState(loaded);
  const asked = useRef(0);
  const place = { workspace: workspace.slug };
  const pageAfter = (cursor: string | null) => fetchInbox(place, { filter, ...(cursor ? { cursor } : {}) });
  const askAgain = async () => {
    const turn = ++asked.current;
    const page = await pageAfter(null);
    while (page.nextCursor !== null && page.items.length < items.length) {
      const next = await pageAfter(page.nextCursor);
      page.items.push(...next.items);
      page.nextCursor = next.nextCursor;
    }
    if (turn === asked.current) setPage(page); // else a later word of a change is asked for already
  };
  const reload = () => void askAgain().catch(() => undefined); // the next word of a change asks again
  const onEvent = (name: string) => {
    if (TOLD.includes(name)) reload();
  };
  useTaskSources(
    items.flatMap((item) => (item.kind === "task" ? item.task : [])),
    reload,
  );
  useTopic(topics.member(me.memberId), { onEvent, onReady: reload });

  const more = async () => {
    try {
      const page = await pageAfter(nextCursor);
      setPage(({ items: before }) => ({ ...page, items: [...before, ...page.items] }));
    } catch (error) {
      tellFailure(error);
    }
  };
  const put = async (item: InboxItemDto, done: boolean) => {
    await putInboxItem({ ...place, itemId: item.id }, done);
    void sidebar.refreshInbox();
    reload();
  };
  const setDone = async (item: InboxItemDto, done: boolean) => {
    const keep =
      filter === "all" ? items.map((one) => (one.id === item.id ? { ...item, done } : one)) : items;
    setPage({ nextCursor, items: filter === "open" ? items.filter(({ id }) => id !== item.id) : keep });
    try {
      await put(item, done);
    } catch (error) {
      reload();
      tellFailure(error);
      return;
    }
    // A task that was done before, and whose correction one has seen, has nothing to be taken back.
    if (!done || (item.kind === "task" && item.task.done)) return;
    const onSelect = () => void put(item, false).catch(tellFailure);
    toast({ message: t.inbox.doneToast, action: { label: t.common.undo, onSelect } });
  };
  const accept = async (task: TaskDto) => {
    await patchTask({ ...place, taskId: task.id }, { acceptsToday: true });
    reload();
  };
  return { items, hasMore: nextCursor !== null, more, setDone, accept };
}
