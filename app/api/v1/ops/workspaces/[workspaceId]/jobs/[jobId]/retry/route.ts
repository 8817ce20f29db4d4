import { retryAnyJob } from "@/lib/jobs/everywhere/commands";
import { retryAnyJobRoute } from "@/lib/jobs/schema";
import { requireOperator } from "@/lib/web/operator";
import { userRoute } from "@/lib/web/route";

export const POST = userRoute(retryAnyJobRoute, async (ctx, { params, signedIn }) => {
  await requireOperator(ctx, signedIn);
  return retryAnyJob(ctx, params);
});
