import { createStore } from "zustand/vanilla";
import { titleOf } from "@/lib/tasks/rules";
import type { TaskOrigin } from "@/lib/tasks/schema";

/** A task that is about to be made: of a quote, or of nothing yet. */
export type TaskDraft = {
  title: string;
  source?: TaskOrigin;
  /** Who and until when, as it was said. */
  owner?: string | null;
  due?: string | null;
  /** The day on which it was said, like 2026-05-31: from then on "Friday" is counted. */
  saidOn?: string;
};

/** One at a time, wherever it is begun. */
export const taskDraft = createStore<{ draft: TaskDraft | null }>(() => ({ draft: null }));

/** Opens the window in which a task is made. */
export function makeTask(draft: TaskDraft): void {
  taskDraft.setState({ draft: { ...draft, title: titleOf(draft.title) } });
}
