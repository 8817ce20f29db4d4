import { read } from "@/lib/ctx";
import { getStatistics } from "@/lib/recordings/statistics/queries";
import { getStatisticsRoute } from "@/lib/recordings/statistics/schema";
import { route } from "@/lib/web/route";

export const GET = route(getStatisticsRoute, (ctx, { params }) =>
  read(ctx, (tx) => getStatistics(tx, params.recordingId)),
);
