import { read } from "@/lib/ctx";
import { listJobs } from "@/lib/jobs/queries";
import { listJobsRoute } from "@/lib/jobs/schema";
import { route } from "@/lib/web/route";

export const GET = route(listJobsRoute, (ctx, { query }) => read(ctx, (tx) => listJobs(tx, query)));
