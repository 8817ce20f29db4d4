import { confirmMagicLinkRoute } from "@/lib/users/schema";
import { signInByLink } from "@/lib/users/verification/commands";
import { publicRoute, reply } from "@/lib/web/route";
import { readDevice, signedInCookies } from "@/lib/web/sign-in";

export const POST = publicRoute(confirmMagicLinkRoute, async (ctx, { body, request, signedIn }) => {
  const session = await signInByLink(ctx, body, signedIn?.sessionId ?? null);
  return reply(204, undefined, {}, signedInCookies(ctx.site, session, readDevice(ctx.site, request.headers)));
});
