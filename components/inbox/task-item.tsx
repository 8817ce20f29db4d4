"use client";

import { CircleCheck } from "lucide-react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { TaskChanged } from "@/components/tasks/task-changed";
import { TaskFacts } from "@/components/tasks/task-facts";
import { TaskSource } from "@/components/tasks/task-source";
import { TaskTitle } from "@/components/tasks/task-title";
import { Time } from "@/components/ui/time";
import type { TaskItemDto } from "@/lib/inbox/schema";
import { canMakeTasks } from "@/lib/tasks/rules";
import { t } from "@/lib/text/catalogue";
import { DoneButton } from "./done-button";

type TaskItemProps = { item: TaskItemDto; onDone: (done: boolean) => void; onAccept: () => Promise<void> };

/** What one has to do, with the quote that it came from, which opens beside it; and what became of that. */
export function TaskItem({ item, onDone, onAccept }: TaskItemProps) {
  const { me } = useWorkspace();
  const { task } = item;
  const isOthers = task.createdBy !== null && task.createdBy.memberId !== me.memberId;
  return (
    <li data-task className="flex items-start gap-2 border-line border-b pe-4 hover:bg-hover/50">
      <div className="flex min-w-0 flex-1 gap-3 px-5 py-3 max-md:px-4">
        <span className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent">
          <CircleCheck aria-hidden="true" className="size-5" />
        </span>
        <div className="grid min-w-0 flex-1 gap-1.5">
          <p className="flex items-baseline gap-2 text-muted text-sm">
            {isOthers ? t.inbox.taskFrom(task.createdBy?.name ?? "") : t.inbox.task}
            <Time at={item.createdAt} className="ms-auto" />
          </p>
          <TaskTitle task={task} />
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
            <TaskFacts task={task} />
            {task.isSourceGone ? <span>{t.task.sourceGone}</span> : null}
          </div>
          <TaskSource task={task} />
          <TaskChanged task={task} mayEdit={canMakeTasks(me)} onAccept={onAccept} />
        </div>
      </div>
      <DoneButton isDone={item.done} onDone={onDone} />
    </li>
  );
}
