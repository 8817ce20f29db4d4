import { createStore } from "zustand/vanilla";
import type { TaskOrigin } from "@/lib/tasks/schema";

/** A task that is about to be made: of a quote, or of nothing yet. */
export type TaskDraft = {
  title: string;
  source?: TaskOrigin;
  /** Who and until when, as it was said. */
  owner?: string | null;
  due?: string | null;
};

/** One at a time, wherever it is begun. */
export const taskDraft = createStore<{ draft: TaskDraft | null }>(() => ({ draft: null }));

const LONGEST = 200;

/** Opens the window in which a task is made. A long text is cut where a word ends: it can be written anew there. */
export function makeTask(draft: TaskDraft): void {
  const line = draft.title.replace(/\s+/g, " ").trim();
  const title = line.length > LONGEST ? line.slice(0, LONGEST).replace(/\s\S*$/, "") : line;
  taskDraft.setState({ draft: { ...draft, title } });
}
