import { listAllJobs } from "@/lib/jobs/everywhere/queries";
import { listAllJobsRoute } from "@/lib/jobs/schema";
import { requireOperator } from "@/lib/web/operator";
import { userRoute } from "@/lib/web/route";

export const GET = userRoute(listAllJobsRoute, async (ctx, { query, signedIn }) => {
  await requireOperator(ctx, signedIn);
  return listAllJobs(ctx, query);
});
