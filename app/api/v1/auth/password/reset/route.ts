import { resetPassword } from "@/lib/users/passwords/commands";
import { resetPasswordRoute } from "@/lib/users/schema";
import { publicRoute, reply } from "@/lib/web/route";
import { signedOut } from "@/lib/web/sign-in";

export const POST = publicRoute(resetPasswordRoute, async (ctx, { body }) => {
  await resetPassword(ctx, body);
  return reply(204, undefined, {}, signedOut().cookies);
});
