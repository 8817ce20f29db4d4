"use client";

import { useEffect, useEffectEvent } from "react";
import { type ChangedSource, sourceStatesOf, subjectOf } from "@/components/citations/source-states";
import { useWorkspace } from "@/components/conversations/workspace-context";
import type { TaskDto } from "@/lib/tasks/schema";

/** Calls when what one of these tasks came from is heard to read otherwise, or to be gone or back. */
export function useTaskSources(tasks: TaskDto[], onChanged: () => void): void {
  const { workspace } = useWorkspace();
  // Of what came from a source that is gone nothing says any more which one that was: it may be back.
  const onHeard = useEffectEvent(({ id }: ChangedSource) => {
    if (tasks.some(({ source, isSourceGone }) => isSourceGone || (source && subjectOf(source) === id)))
      onChanged();
  });
  useEffect(() => sourceStatesOf(workspace.slug).onHeard(onHeard), [workspace.slug]);
}
