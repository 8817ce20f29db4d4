import { read } from "@/lib/ctx";
import { countTasks } from "@/lib/tasks/queries";
import { countTasksRoute } from "@/lib/tasks/schema";
import { route } from "@/lib/web/route";

export const GET = route(countTasksRoute, (ctx) =>
  read(ctx, async (tx) => {
    const counts = await countTasks(tx);
    return { open: counts.mine.open, ...counts };
  }),
);
