"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { canDeleteTask, canFinishTask, canMakeTasks } from "@/lib/tasks/rules";
import type { TaskDto } from "@/lib/tasks/schema";
import { t } from "@/lib/text/catalogue";
import { EditTask } from "./edit-task";
import { TaskChanged } from "./task-changed";
import { TaskCircle } from "./task-circle";
import { TaskFacts } from "./task-facts";
import { TaskSource } from "./task-source";
import { TaskTitle } from "./task-title";
import type { TaskActions } from "./use-tasks";

const words = t.task;

/** A task: what, who, until when, and the quote that it came from, which opens beside it. */
export function TaskRow({ task, actions }: { task: TaskDto; actions: TaskActions }) {
  const { me } = useWorkspace();
  const [isEditing, setEditing] = useState(false);
  const mayEdit = canMakeTasks(me);
  return (
    <li data-task className="flex items-start gap-3 px-4 py-3 lg:px-5">
      <TaskCircle
        task={task}
        disabled={!canFinishTask(me, task)}
        onDone={(done) => void actions.setDone(task, done)}
        className="mt-0.5"
      />
      <div className="grid min-w-0 flex-1 gap-1.5">
        <TaskTitle task={task} />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
          <TaskFacts task={task} />
          {task.isSourceGone ? <span>{words.sourceGone}</span> : null}
        </div>
        <TaskSource task={task} />
        <TaskChanged
          task={task}
          mayEdit={mayEdit}
          onAccept={() => actions.change(task, { acceptsToday: true })}
        />
      </div>
      {mayEdit ? (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <IconButton label={words.actions(task.title)}>
              <Ellipsis aria-hidden="true" />
            </IconButton>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={() => setEditing(true)}>
              <Pencil aria-hidden="true" /> {words.editItem}
            </DropdownMenuItem>
            {canDeleteTask(me, { createdById: task.createdBy?.memberId ?? null }) ? (
              <DropdownMenuItem danger onSelect={() => void actions.remove(task)}>
                <Trash2 aria-hidden="true" /> {words.delete}
              </DropdownMenuItem>
            ) : null}
          </DropdownMenuContent>
        </DropdownMenu>
      ) : null}
      {isEditing ? (
        <EditTask
          task={task}
          onSave={(change) => actions.change(task, change)}
          onClose={() => setEditing(false)}
        />
      ) : null}
    </li>
  );
}
