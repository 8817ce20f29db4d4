import { read } from "@/lib/ctx";
import { createTask } from "@/lib/tasks/commands";
import { listTasks } from "@/lib/tasks/queries";
import { createTaskRoute, listTasksRoute } from "@/lib/tasks/schema";
import { route } from "@/lib/web/route";

export const GET = route(listTasksRoute, (ctx, { query }) => read(ctx, (tx) => listTasks(tx, query)));

export const POST = route(createTaskRoute, (ctx, { body }) => createTask(ctx, body));
