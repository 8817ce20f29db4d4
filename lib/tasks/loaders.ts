import "server-only";
import { actorMemberId, read } from "@/lib/ctx";
import { getPageCtx } from "@/lib/web/page";
import { countTasks, listTasks } from "./queries";
import { MOST_TASKS, type TaskCounts, type TaskDto, type TaskFilter } from "./schema";

export type LoadedTasks = {
  items: TaskDto[];
  nextCursor: string | null;
  counts: { mine: TaskCounts; everybodys: TaskCounts };
};

/** The first page of the tasks that the viewer may read, and how many there are. */
export async function loadTasks(
  slug: string,
  { filter, isMine }: { filter: TaskFilter; isMine: boolean },
): Promise<LoadedTasks> {
  const ctx = await getPageCtx(slug);
  const assigneeId = isMine ? (actorMemberId(ctx) ?? undefined) : undefined;
  return read(ctx, async (tx) => ({
    ...(await listTasks(tx, { filter, assigneeId, limit: MOST_TASKS })),
    counts: await countTasks(tx),
  }));
}
