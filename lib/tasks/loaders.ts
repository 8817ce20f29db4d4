import "server-only";
import { read } from "@/lib/ctx";
import { getPageCtx } from "@/lib/web/page";
import { listTasks } from "./queries";
import type { TaskDto, TaskFilter } from "./schema";

const PAGE = 100;

/** The newest tasks that the viewer may read. */
export async function loadTasks(slug: string, filter: TaskFilter): Promise<TaskDto[]> {
  const ctx = await getPageCtx(slug);
  return read(ctx, async (tx) => (await listTasks(tx, { filter, limit: PAGE })).items);
}
