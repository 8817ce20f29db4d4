import { requestEmailConfirmationRoute } from "@/lib/users/schema";
import { requestConfirmation } from "@/lib/users/verification/commands";
import { userRoute } from "@/lib/web/route";

export const POST = userRoute(requestEmailConfirmationRoute, (ctx, { signedIn }) =>
  requestConfirmation(ctx, signedIn.userId),
);
