import { read } from "@/lib/ctx";
import { countOpenTasks } from "@/lib/tasks/queries";
import { countTasksRoute } from "@/lib/tasks/schema";
import { route } from "@/lib/web/route";

export const GET = route(countTasksRoute, (ctx) =>
  read(ctx, async (tx) => ({ open: await countOpenTasks(tx) })),
);
