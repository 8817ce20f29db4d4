import { read } from "@/lib/ctx";
import { listReportVersions } from "@/lib/recordings/reports/versions/queries";
import { listReportVersionsRoute } from "@/lib/recordings/reports/versions/schema";
import { route } from "@/lib/web/route";

export const GET = route(listReportVersionsRoute, async (ctx, { params }) => ({
  items: await read(ctx, (tx) => listReportVersions(tx, params.recordingId)),
}));
