import { identity } from "@/lib/ctx";
import { endSessionsRoute, listSessionsRoute } from "@/lib/users/schema";
import { signOutEverywhere } from "@/lib/users/sessions/commands";
import { listSessions } from "@/lib/users/sessions/queries";
import { reply, userRoute } from "@/lib/web/route";
import { signedOut } from "@/lib/web/sign-in";

export const GET = userRoute(listSessionsRoute, (ctx, { signedIn, query }) =>
  identity(ctx, (tx) => listSessions(tx, signedIn, query)),
);

export const DELETE = userRoute(endSessionsRoute, async (ctx, { signedIn }) => {
  await signOutEverywhere(ctx, signedIn.userId);
  const { headers, cookies } = signedOut();
  return reply(204, undefined, headers, cookies);
});
