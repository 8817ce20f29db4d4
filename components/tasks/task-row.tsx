"use client";

import { Check, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { ChangedCard } from "@/components/citations/changed-card";
import { Compared } from "@/components/citations/compared";
import { Mark } from "@/components/citations/mark";
import { SourceIcon } from "@/components/citations/source-icon";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { placeOf, sourceKind } from "@/components/messages/citation-of";
import { BusyButton } from "@/components/recordings/busy-button";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { useOpenSource } from "@/components/viewers/use-open-source";
import { canDeleteTask, canMakeTasks } from "@/lib/tasks/rules";
import type { OriginDto, TaskDto } from "@/lib/tasks/schema";
import { t } from "@/lib/text/catalogue";
import { DueDate } from "./due-date";
import { EditTask } from "./edit-task";
import type { TaskActions } from "./use-tasks";

const words = t.task;

/** A task: what, who, until when, and the quote that it came from, which opens beside it. */
export function TaskRow({ task, actions }: { task: TaskDto; actions: TaskActions }) {
  const { me } = useWorkspace();
  const [isEditing, setEditing] = useState(false);
  const { title, assignee, dueOn, done, source } = task;
  const mayEdit = canMakeTasks(me);
  return (
    <li data-task className="flex items-start gap-3 px-4 py-3 lg:px-5">
      <button
        type="button"
        aria-pressed={done !== null}
        aria-label={words.doneLabel(title)}
        disabled={!mayEdit}
        onClick={() => void actions.setDone(task, done === null)}
        className="touch-target mt-0.5 inline-flex size-5 shrink-0 items-center justify-center rounded-full border border-line-strong text-accent-ink transition-colors hover:border-accent aria-pressed:border-accent aria-pressed:bg-accent"
      >
        {done ? <Check aria-hidden="true" strokeWidth={3} className="size-3" /> : null}
      </button>
      <div className="grid min-w-0 flex-1 gap-1.5">
        <p className={cn("break-words font-medium", done && "text-muted line-through")}>{title}</p>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
          {assignee ? (
            <span className="inline-flex items-center gap-1.5">
              <Avatar id={assignee.memberId} name={assignee.name} kind="person" size="xs" />
              {assignee.name}
            </span>
          ) : (
            <span>{words.nobody}</span>
          )}
          <DueDate dueOn={done ? null : dueOn} />
          {done ? <span>{words.doneBy(done.by)}</span> : null}
          {task.isSourceGone ? <span>{words.sourceGone}</span> : null}
        </div>
        {source ? <Source taskId={task.id} source={source} /> : null}
        {source?.state === "changed" ? (
          <ChangedCard
            title={words.changed}
            action={
              mayEdit && source.today !== null ? (
                <BusyButton
                  size="sm"
                  title={words.redoHint}
                  className="pointer-coarse:h-11"
                  onPress={() => actions.change(task, { acceptsToday: true })}
                >
                  {words.redo}
                </BusyButton>
              ) : null
            }
          >
            <Compared before={source.quote} now={source.today} className="mt-2" />
          </ChangedCard>
        ) : null}
      </div>
      {mayEdit ? (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <IconButton label={words.actions(title)}>
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

/** The words that it came from. Pressed, they open where they stand. */
function Source({ taskId, source }: { taskId: string; source: OriginDto }) {
  const openSource = useOpenSource();
  const place = placeOf(source.anchor);
  return (
    <button
      type="button"
      onClick={() => openSource(source, { key: `task:${taskId}` })}
      className="grid min-h-6 w-fit max-w-full gap-0.5 rounded-md text-start text-sm"
    >
      <span className="line-clamp-2 break-words font-serif">
        <Mark>{source.quote}</Mark>
      </span>
      <span className="flex items-center gap-1.5 text-muted text-xs">
        <SourceIcon sourceType={sourceKind(source)} className="size-3.5 shrink-0" />
        {[source.title, place].filter(Boolean).join(", ")}
      </span>
    </button>
  );
}
