"use client";

import dynamic from "next/dynamic";
import { useStore } from "zustand";
import { untilLoaded } from "@/components/ui/until-loaded";
import { taskDraft } from "./task-draft";

/** The window is for whoever makes a task: a channel's page does not carry it. */
const NewTask = dynamic(
  untilLoaded(() => import("./new-task").then((module) => module.NewTask)),
  { ssr: false },
);

/** Stands in the frame once, so that a task can be made of anything on any page. */
export function MakeTask() {
  const draft = useStore(taskDraft, (state) => state.draft);
  return draft ? <NewTask draft={draft} onClose={() => taskDraft.setState({ draft: null })} /> : null;
}
