"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { type ChangedSource, sourceStatesOf, subjectOf } from "@/components/citations/source-states";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { useTopic } from "@/components/realtime/use-topic";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import { topics } from "@/lib/core/event";
import { deleteTask, fetchTasks, patchTask, restoreTask } from "@/lib/tasks/client";
import type { TaskDto, TaskFilter, UpdateTask } from "@/lib/tasks/schema";
import { t } from "@/lib/text/catalogue";

const words = t.task;

export type TaskActions = ReturnType<typeof useTasks>["actions"];

/** The tasks of a page, live. What is done is shown at once and can be taken back. */
export function useTasks(initial: TaskDto[], filter: TaskFilter) {
  const { workspace, me } = useWorkspace();
  const [tasks, setTasks] = useState(initial);
  const place = { workspace: workspace.slug };
  const of = ({ id }: TaskDto) => ({ ...place, taskId: id });
  const put = (task: TaskDto) => setTasks((before) => before.map((one) => (one.id === task.id ? task : one)));
  const reload = () =>
    void fetchTasks(place, { filter })
      .then(({ items }) => setTasks(items))
      .catch(() => undefined); // the next word of a change asks again
  const onEvent = (name: string) => {
    if (name === "task.changed") reload();
  };
  // Of what came from a source that is gone nothing says any more which one that was: it may be back.
  const onHeard = useEffectEvent(({ id }: ChangedSource) => {
    if (tasks.some(({ source, isSourceGone }) => isSourceGone || (source && subjectOf(source) === id)))
      reload();
  });
  useEffect(() => sourceStatesOf(workspace.slug).onHeard(onHeard), [workspace.slug]);
  useTopic(me.role === "guest" ? null : topics.workspace(workspace.id), { onEvent });
  useTopic(topics.member(me.memberId), { onEvent, onReady: reload });

  const change = async (task: TaskDto, input: UpdateTask) => put(await patchTask(of(task), input));
  const setDone = async (task: TaskDto, done: boolean) => {
    setTasks((before) => before.filter(({ id }) => id !== task.id));
    try {
      await patchTask(of(task), { done });
      toast({
        message: done ? words.isDone : words.isOpen,
        action: {
          label: t.common.undo,
          onSelect: () => void patchTask(of(task), { done: !done }).then(reload, tellFailure),
        },
      });
    } catch (error) {
      reload();
      tellFailure(error);
    }
  };
  const remove = async (task: TaskDto) => {
    setTasks((before) => before.filter(({ id }) => id !== task.id));
    try {
      await deleteTask(of(task));
      const onSelect = () => void restoreTask(of(task)).then(reload, tellFailure);
      toast({ message: words.deleted, action: { label: t.common.undo, onSelect } });
    } catch (error) {
      reload();
      tellFailure(error);
    }
  };
  return { tasks, actions: { change, setDone, remove } };
}
