"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { roomPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { List } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import type { LoadedTasks } from "@/lib/tasks/loaders";
import { canMakeTasks } from "@/lib/tasks/rules";
import type { TaskCounts, TaskFilter } from "@/lib/tasks/schema";
import { t } from "@/lib/text/catalogue";
import { makeTask } from "./task-draft";
import { TaskRow } from "./task-row";
import { useTasks } from "./use-tasks";

const words = t.task;

type TasksProps = { loaded: LoadedTasks; filter: TaskFilter; isMine: boolean };

/** What somebody must do: mine, or everybody's; open, or done. */
export function Tasks({ loaded, filter, isMine }: TasksProps) {
  const { me } = useWorkspace();
  const { tasks, counts, hasMore, more, actions } = useTasks(loaded, { filter, isMine });
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
      <Filters counts={counts} filter={filter} isMine={isMine} />
      <section aria-label={words.list} className="min-h-0 flex-1 overflow-y-auto">
        {tasks.length === 0 ? (
          <EmptyState title={filter === "open" ? words.emptyTitle : words.noneDone} className="mt-16">
            {words.empty}
          </EmptyState>
        ) : (
          <List>
            {tasks.map((task) => (
              <TaskRow key={task.id} task={task} actions={actions} />
            ))}
          </List>
        )}
        {hasMore ? (
          <Button variant="ghost" className="mx-auto my-4 flex" onClick={() => void more()}>
            {words.more}
          </Button>
        ) : null}
      </section>
    </div>
  );
}

type FiltersProps = Pick<TasksProps, "filter" | "isMine"> & { counts: LoadedTasks["counts"] };

/** Each says how many it shows. */
function Filters({ counts, filter, isMine }: FiltersProps) {
  const { workspace } = useWorkspace();
  const pathOf = (to: { filter: TaskFilter; isMine: boolean }) => {
    const query = [...(to.filter === "done" ? ["filter=done"] : []), ...(to.isMine ? ["mine=1"] : [])];
    const path = roomPath(workspace.slug, "tasks");
    return query.length > 0 ? `${path}?${query.join("&")}` : path;
  };
  const shown: TaskCounts = isMine ? counts.mine : counts.everybodys;
  return (
    <nav aria-label={words.filter} className="flex flex-wrap items-center gap-1 px-4 py-2 lg:px-5">
      {(["open", "done"] as const).map((one) => (
        <Link
          key={one}
          href={pathOf({ filter: one, isMine })}
          aria-current={one === filter ? "page" : undefined}
          className={cn(
            "inline-flex h-8 items-center gap-1.5 rounded-md px-3 text-muted hover:bg-hover pointer-coarse:h-11",
            one === filter && "bg-accent-soft font-medium text-ink",
          )}
        >
          {words.filters[one]} <span className="tabular-nums">{shown[one]}</span>
        </Link>
      ))}
      <Link
        href={pathOf({ filter, isMine: !isMine })}
        aria-current={isMine ? "true" : undefined}
        className={cn(
          "touch-target ms-auto inline-flex h-6 items-center gap-1.5 rounded-full border border-line px-2.5 text-muted text-sm hover:bg-hover",
          isMine && "border-ink bg-ink text-surface hover:bg-ink",
        )}
      >
        {words.mine} <span className="tabular-nums">{counts.mine[filter]}</span>
      </Link>
    </nav>
  );
}
