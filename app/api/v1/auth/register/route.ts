import { register } from "@/lib/users/commands";
import { registerRoute } from "@/lib/users/schema";
import { publicRoute, reply } from "@/lib/web/route";
import { readDevice, signedInCookies } from "@/lib/web/sign-in";

export const POST = publicRoute(registerRoute, async (ctx, { body, request }) => {
  const { user, session } = await register(ctx, body);
  const cookies = signedInCookies(ctx.site, session, readDevice(ctx.site, request.headers));
  return reply(201, { user }, {}, cookies);
});
