import { signIn } from "@/lib/users/commands";
import { createSessionRoute, deleteSessionRoute } from "@/lib/users/schema";
import { signOut } from "@/lib/users/sessions/commands";
import { publicRoute, reply } from "@/lib/web/route";
import { readDevice, signedInCookies, signedOut } from "@/lib/web/sign-in";

export const POST = publicRoute(createSessionRoute, async (ctx, { body, request, signedIn }) => {
  const device = readDevice(ctx.site, request.headers);
  const session = await signIn(ctx, body, { device, replaces: signedIn?.sessionId ?? null });
  return reply(204, undefined, {}, signedInCookies(ctx.site, session, device));
});

export const DELETE = publicRoute(deleteSessionRoute, async (ctx, { signedIn }) => {
  if (signedIn) await signOut(ctx, signedIn);
  const { headers, cookies } = signedOut();
  return reply(204, undefined, headers, cookies);
});
