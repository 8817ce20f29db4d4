import { cancelJob } from "@/lib/jobs/commands";
import { cancelJobRoute } from "@/lib/jobs/schema";
import { route } from "@/lib/web/route";

export const POST = route(cancelJobRoute, (ctx, { params }) => cancelJob(ctx, params.jobId));
