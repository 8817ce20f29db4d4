import { deleteOwnSessionRoute } from "@/lib/users/schema";
import { endSession } from "@/lib/users/sessions/commands";
import { reply, userRoute } from "@/lib/web/route";
import { signedOut } from "@/lib/web/sign-in";

export const DELETE = userRoute(deleteOwnSessionRoute, async (ctx, { signedIn, params }) => {
  await endSession(ctx, signedIn.userId, params.sessionId);
  if (params.sessionId !== signedIn.sessionId) return undefined;
  const { headers, cookies } = signedOut();
  return reply(204, undefined, headers, cookies);
});
