import { cancelAnyJob } from "@/lib/jobs/everywhere/commands";
import { cancelAnyJobRoute } from "@/lib/jobs/schema";
import { requireOperator } from "@/lib/web/operator";
import { userRoute } from "@/lib/web/route";

export const POST = userRoute(cancelAnyJobRoute, async (ctx, { params, signedIn }) => {
  await requireOperator(ctx, signedIn);
  return cancelAnyJob(ctx, params);
});
