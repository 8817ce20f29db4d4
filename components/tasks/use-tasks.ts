"use client";

import { useRef, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { useTopic } from "@/components/realtime/use-topic";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import { topics } from "@/lib/core/event";
import { deleteTask, fetchTaskCount, fetchTasks, patchTask, restoreTask } from "@/lib/tasks/client";
import type { LoadedTasks } from "@/lib/tasks/loaders";
import type { TaskDto, TaskFilter, UpdateTask } from "@/lib/tasks/schema";
import { t } from "@/lib/text/catalogue";
import { useTaskSources } from "./use-task-sources";

const words = t.task;

export type TaskActions = ReturnType<typeof useTasks>["actions"];

type Shown = { filter: TaskFilter; isMine: boolean };

/** The tasks of a page, live, as many as were asked for. What is done is shown at once and can be taken back. */
export function useTasks(loaded: LoadedTasks, { filter, isMine }: Shown) {
  const { workspace, me } = useWorkspace();
  const [tasks, setTasks] = useState(loaded.items);
  const [nextCursor, setNextCursor] = useState(loaded.nextCursor);
  const [counts, setCounts] = useState(loaded.counts);
  const asked = useRef(0);
  const place = { workspace: workspace.slug };
  const of = ({ id }: TaskDto) => ({ ...place, taskId: id });
  const put = (task: TaskDto) => setTasks((before) => before.map((one) => (one.id === task.id ? task : one)));
  const pageAfter = (cursor: string | null) =>
    fetchTasks(place, {
      filter,
      ...(isMine ? { assigneeId: me.memberId } : {}),
      ...(cursor ? { cursor } : {}),
    });
  const askAgain = async () => {
    const turn = ++asked.current;
    const page = await pageAfter(null);
    while (page.nextCursor !== null && page.items.length < tasks.length) {
      const next = await pageAfter(page.nextCursor);
      page.items.push(...next.items);
      page.nextCursor = next.nextCursor;
    }
    const known = await fetchTaskCount(place);
    if (turn !== asked.current) return; // a later word of a change is asked for already
    setTasks(page.items);
    setNextCursor(page.nextCursor);
    setCounts(known);
  };
  const reload = () => void askAgain().catch(() => undefined); // the next word of a change asks again
  const onEvent = (name: string) => {
    if (name === "task.changed") reload();
  };
  useTaskSources(tasks, reload);
  useTopic(me.role === "guest" ? null : topics.workspace(workspace.id), { onEvent });
  useTopic(topics.member(me.memberId), { onEvent, onReady: reload });

  const more = async () => {
    try {
      const page = await pageAfter(nextCursor);
      setTasks((before) => [
        ...before,
        ...page.items.filter(({ id }) => before.every((one) => one.id !== id)),
      ]);
      setNextCursor(page.nextCursor);
    } catch (error) {
      tellFailure(error);
    }
  };
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
  return { tasks, counts, hasMore: nextCursor !== null, more, actions: { change, setDone, remove } };
}
