"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { untilLoaded } from "@/components/ui/until-loaded";
import { shownTasksOf } from "./shown-tasks";

/** Few messages have a task under them. */
const TaskLines = dynamic(
  untilLoaded(() => import("./task-lines").then((module) => module.TaskLines)),
  { ssr: false },
);

/** The tasks that were made of a message, or of what an answer quotes, as far as the viewer may see them. */
export function TasksUnder({ message }: { message: { id: string; body: string } }) {
  const { workspace } = useWorkspace();
  const shown = shownTasksOf(workspace.slug);
  const tasks = useStore(shown.state, (state) => state[message.id]);
  useEffect(() => shown.want(message.id), [shown, message.id]);
  return tasks && tasks.length > 0 ? <TaskLines tasks={tasks} said={message.body} /> : null;
}
