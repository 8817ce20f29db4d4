"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { roomPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { List } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { byUrgency, canMakeTasks } from "@/lib/tasks/rules";
import type { TaskDto, TaskFilter } from "@/lib/tasks/schema";
import { t } from "@/lib/text/catalogue";
import { makeTask } from "./task-draft";
import { TaskRow } from "./task-row";
import { useTasks } from "./use-tasks";

const words = t.task;

/** What somebody must do: mine, or everybody's; open, or done. */
export function Tasks({ tasks: initial, filter }: { tasks: TaskDto[]; filter: TaskFilter }) {
  const { me } = useWorkspace();
  const { tasks, actions } = useTasks(initial, filter);
  const [isMine, setMine] = useState(false);
  const shown = tasks
    .filter(({ assignee }) => !isMine || assignee?.memberId === me.memberId)
    .toSorted(filter === "open" ? byUrgency : byDone);
  return (
    <div className="flex h-full flex-col">
      <PageHeader
        title={words.title}
        actions={
          canMakeTasks(me) ? (
            <Button onClick={() => makeTask({ title: "" })}>
              <Plus aria-hidden="true" /> {words.make}
            </Button>
          ) : null
        }
      />
      <div className="flex flex-wrap items-center gap-2 px-4 py-2 lg:px-5">
        <Filters filter={filter} />
        <span className="flex-1" />
        <Chip tone="ink" pressed={isMine} onClick={() => setMine(!isMine)}>
          {words.mine}
        </Chip>
      </div>
      <section aria-label={words.list} className="min-h-0 flex-1 overflow-y-auto">
        {shown.length === 0 ? (
          <EmptyState title={filter === "open" ? words.emptyTitle : words.noneDone} className="mt-16">
            {words.empty}
          </EmptyState>
        ) : (
          <List>
            {shown.map((task) => (
              <TaskRow key={task.id} task={task} actions={actions} />
            ))}
          </List>
        )}
      </section>
    </div>
  );
}

function Filters({ filter }: { filter: TaskFilter }) {
  const { workspace } = useWorkspace();
  const path = roomPath(workspace.slug, "tasks");
  return (
    <nav aria-label={words.filter} className="flex gap-1">
      {(["open", "done"] as const).map((one) => (
        <Link
          key={one}
          href={one === "open" ? path : `${path}?filter=done`}
          aria-current={one === filter ? "page" : undefined}
          className={cn(
            "inline-flex h-8 items-center rounded-md px-3 text-muted hover:bg-hover pointer-coarse:h-11",
            one === filter && "bg-accent-soft font-medium text-ink",
          )}
        >
          {words.filters[one]}
        </Link>
      ))}
    </nav>
  );
}

function byDone(a: TaskDto, b: TaskDto): number {
  return (a.done?.at ?? "") < (b.done?.at ?? "") ? 1 : -1;
}
