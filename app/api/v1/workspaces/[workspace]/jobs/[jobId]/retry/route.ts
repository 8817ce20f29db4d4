import { retryJob } from "@/lib/jobs/commands";
import { retryJobRoute } from "@/lib/jobs/schema";
import { route } from "@/lib/web/route";

export const POST = route(retryJobRoute, (ctx, { params }) => retryJob(ctx, params.jobId));
