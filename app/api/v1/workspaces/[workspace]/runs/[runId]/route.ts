import { read } from "@/lib/ctx";
import { getRunForViewer } from "@/lib/runs/queries";
import { getRunRoute } from "@/lib/runs/schema";
import { route } from "@/lib/web/route";

export const GET = route(getRunRoute, (ctx, { params }) =>
  read(ctx, (tx) => getRunForViewer(tx, params.runId)),
);
