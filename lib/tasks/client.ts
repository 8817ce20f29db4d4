import { call } from "@/lib/core/call";
import {
  type CreateTask,
  countTasksRoute,
  createTaskRoute,
  deleteTaskRoute,
  listTasksRoute,
  restoreTaskRoute,
  type TaskFilter,
  type UpdateTask,
  updateTaskRoute,
} from "./schema";

type InWorkspace = { workspace: string };
type Of = InWorkspace & { taskId: string };

export const fetchTasks = (params: InWorkspace, query: { filter: TaskFilter }) =>
  call(listTasksRoute, { params, query: { ...query, limit: 100 } });
export const fetchTaskCount = (params: InWorkspace) => call(countTasksRoute, { params });
export const postTask = (params: InWorkspace, body: CreateTask) => call(createTaskRoute, { params, body });
export const patchTask = (params: Of, body: UpdateTask) => call(updateTaskRoute, { params, body });
export const deleteTask = (params: Of) => call(deleteTaskRoute, { params });
export const restoreTask = (params: Of) => call(restoreTaskRoute, { params });
