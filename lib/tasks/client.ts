import { call } from "@/lib/core/call";
import {
  type CreateTask,
  countTasksRoute,
  createTaskRoute,
  deleteTaskRoute,
  listTasksRoute,
  MOST_MESSAGES,
  MOST_TASKS,
  restoreTaskRoute,
  type TaskDto,
  type TaskFilter,
  type UpdateTask,
  updateTaskRoute,
} from "./schema";

type InWorkspace = { workspace: string };
type Of = InWorkspace & { taskId: string };

type Query = { filter: TaskFilter; assigneeId?: string; cursor?: string };

export const fetchTasks = (params: InWorkspace, query: Query) =>
  call(listTasksRoute, { params, query: { ...query, limit: MOST_TASKS } });

/** What is shown under these messages: all of it, however much. */
export async function fetchShownTasks(params: InWorkspace, messageIds: string[]): Promise<TaskDto[]> {
  const tasks: TaskDto[] = [];
  for (let from = 0; from < messageIds.length; from += MOST_MESSAGES) {
    const some = messageIds.slice(from, from + MOST_MESSAGES).join(",");
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = { filter: "all" as const, messageIds: some, limit: MOST_TASKS };
      const page = await call(listTasksRoute, { params, query: { ...query, ...(cursor ? { cursor } : {}) } });
      tasks.push(...page.items);
      cursor = page.nextCursor;
    }
  }
  return tasks;
}

export const fetchTaskCount = (params: InWorkspace) => call(countTasksRoute, { params });
export const postTask = (params: InWorkspace, body: CreateTask) => call(createTaskRoute, { params, body });
export const patchTask = (params: Of, body: UpdateTask) => call(updateTaskRoute, { params, body });
export const deleteTask = (params: Of) => call(deleteTaskRoute, { params });
export const restoreTask = (params: Of) => call(restoreTaskRoute, { params });
