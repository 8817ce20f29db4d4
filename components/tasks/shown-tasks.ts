import { createStore, type StoreApi } from "zustand/vanilla";
import { tryAgain } from "@/components/realtime/try-again";
import type { TaskDto } from "@/lib/tasks/schema";

/** Messages that come on screen together are asked for together. */
const GATHER_MS = 50;

/** The tasks that are shown under messages, by the message. Asked once for each, and again when one under it is heard to have changed. */
export class ShownTasks {
  readonly state: StoreApi<Record<string, TaskDto[]>> = createStore<Record<string, TaskDto[]>>(() => ({}));
  readonly #workspace: string;
  readonly #asked = new Set<string>();
  readonly #waiting = new Set<string>();

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  /** Somebody looks at the message. */
  want(messageId: string): void {
    if (this.#asked.has(messageId)) return;
    this.#asked.add(messageId);
    this.#gather(messageId);
  }

  /** A task came, changed or went under it. Nobody on this page may have looked at it. */
  heard(messageId: string): void {
    if (this.#asked.has(messageId)) this.#gather(messageId);
  }

  /** After a time in which nothing was heard. */
  again(): void {
    for (const messageId of this.#asked) this.#gather(messageId);
  }

  #gather(messageId: string): void {
    this.#waiting.add(messageId);
    if (this.#waiting.size === 1) setTimeout(() => void this.#ask(), GATHER_MS);
  }

  async #ask(): Promise<void> {
    const ids = [...this.#waiting];
    this.#waiting.clear();
    try {
      const { fetchShownTasks } = await import("@/lib/tasks/client"); // no page waits for it
      const tasks = await tryAgain(() => fetchShownTasks({ workspace: this.#workspace }, ids));
      const under = (id: string) => tasks.filter(({ underIds }) => underIds.includes(id)).toReversed();
      this.state.setState(Object.fromEntries(ids.map((id) => [id, under(id)])));
    } catch {
      for (const id of ids) this.#asked.delete(id);
    }
  }
}

const known = new Map<string, ShownTasks>();

export function shownTasksOf(workspace: string): ShownTasks {
  const tasks = known.get(workspace) ?? new ShownTasks(workspace);
  known.set(workspace, tasks);
  return tasks;
}

/** Reads the one field by hand: no page carries the schemas of tasks for it. */
export function hearShownTasks(workspace: string, name: string, payload: unknown): void {
  if (name !== "message.tasks_changed" || typeof payload !== "object" || payload === null) return;
  if ("message_id" in payload) shownTasksOf(workspace).heard(String(payload.message_id));
}
