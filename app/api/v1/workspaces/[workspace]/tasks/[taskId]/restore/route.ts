import { restoreTask } from "@/lib/tasks/commands";
import { restoreTaskRoute } from "@/lib/tasks/schema";
import { route } from "@/lib/web/route";

export const POST = route(restoreTaskRoute, (ctx, { params }) => restoreTask(ctx, params.taskId));
