"use client";

import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { patchTask } from "@/lib/tasks/client";
import { canFinishTask, isQuoteItself } from "@/lib/tasks/rules";
import type { TaskDto } from "@/lib/tasks/schema";
import { t } from "@/lib/text/catalogue";
import { TaskCircle } from "./task-circle";
import { TaskFacts } from "./task-facts";

const words = t.task;

type TaskLinesProps = { tasks: TaskDto[]; said: string; label?: string };

/** What somebody must do since this was said: a line each, done from here. */
export function TaskLines({ tasks, said, label = words.under }: TaskLinesProps) {
  return (
    <ul aria-label={label} className="mt-1 grid gap-1">
      {tasks.map((task) => (
        <TaskLine key={task.id} task={task} said={said} />
      ))}
    </ul>
  );
}

/** What the message says itself is not said again. */
function TaskLine({ task, said }: { task: TaskDto; said: string }) {
  const { workspace, me } = useWorkspace();
  const setDone = async (done: boolean) => {
    try {
      await patchTask({ workspace: workspace.slug, taskId: task.id }, { done });
    } catch (error) {
      tellFailure(error);
    }
  };
  return (
    <li data-task-line className="flex min-h-6 items-center gap-2 text-muted text-sm">
      <TaskCircle
        task={task}
        disabled={!canFinishTask(me, task)}
        onDone={(done) => void setDone(done)}
        className="size-4"
      />
      <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5">
        <span className={cn("min-w-0 break-words text-ink", task.done && "text-muted line-through")}>
          {isQuoteItself(task.title, said) ? words.one : task.title}
        </span>
        <TaskFacts task={task} />
        {task.source?.state === "changed" ? <Badge tone="mark">{words.changed}</Badge> : null}
      </span>
    </li>
  );
}
