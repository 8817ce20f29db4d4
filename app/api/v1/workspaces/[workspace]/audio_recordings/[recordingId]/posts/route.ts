import { postReport } from "@/lib/recordings/posts/commands";
import { postReportRoute } from "@/lib/recordings/posts/schema";
import { reply, route } from "@/lib/web/route";

export const POST = route(postReportRoute, async (ctx, { params, body }) => {
  const { message, created } = await postReport(ctx, params.recordingId, body);
  return reply(created ? 201 : 200, message);
});
