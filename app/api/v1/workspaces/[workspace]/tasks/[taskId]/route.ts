import { read } from "@/lib/ctx";
import { deleteTask, updateTask } from "@/lib/tasks/commands";
import { describeTask } from "@/lib/tasks/queries";
import { deleteTaskRoute, getTaskRoute, updateTaskRoute } from "@/lib/tasks/schema";
import { route } from "@/lib/web/route";

export const GET = route(getTaskRoute, (ctx, { params }) =>
  read(ctx, (tx) => describeTask(tx, params.taskId)),
);

export const PATCH = route(updateTaskRoute, (ctx, { params, body }) => updateTask(ctx, params.taskId, body));

export const DELETE = route(deleteTaskRoute, (ctx, { params }) => deleteTask(ctx, params.taskId));
