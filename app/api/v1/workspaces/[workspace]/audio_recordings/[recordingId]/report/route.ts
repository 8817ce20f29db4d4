import { read } from "@/lib/ctx";
import { writeReport } from "@/lib/recordings/reports/commands";
import { getReport } from "@/lib/recordings/reports/queries";
import { getReportRoute, writeReportRoute } from "@/lib/recordings/reports/schema";
import { reply, route } from "@/lib/web/route";

export const GET = route(getReportRoute, (ctx, { params, query }) =>
  read(ctx, (tx) => getReport(tx, params.recordingId, query.version)),
);

export const POST = route(writeReportRoute, async (ctx, { params, body }) => {
  const written = await writeReport(ctx, params.recordingId, body);
  return reply(written.writing?.status === "writing" ? 202 : 201, written);
});
