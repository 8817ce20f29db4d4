import { identity } from "@/lib/ctx";
import { leaveEveryWorkspace } from "@/lib/members/commands";
import { deleteAccount, renameMe } from "@/lib/users/commands";
import { changePassword } from "@/lib/users/passwords/commands";
import { getMe } from "@/lib/users/queries";
import { deleteMeRoute, getMeRoute, updateMeRoute } from "@/lib/users/schema";
import { reply, userRoute } from "@/lib/web/route";
import { readDevice, signedInCookies, signedOut } from "@/lib/web/sign-in";

export const GET = userRoute(getMeRoute, (ctx, { signedIn }) => identity(ctx, (tx) => getMe(tx, signedIn)));

export const PATCH = userRoute(updateMeRoute, async (ctx, { body, signedIn, request }) => {
  const { userId, sessionId } = signedIn;
  const session =
    body.newPassword === undefined
      ? null
      : await changePassword(ctx, {
          userId,
          sessionId,
          current: body.currentPassword,
          next: body.newPassword,
        });
  if (body.name !== undefined) await renameMe(ctx, userId, body.name);
  const me = await identity(ctx, (tx) => getMe(tx, signedIn));
  const device = readDevice(ctx.site, request.headers);
  return reply(200, me, {}, session ? signedInCookies(ctx.site, session, device) : []);
});

export const DELETE = userRoute(deleteMeRoute, async (ctx, { signedIn }) => {
  await leaveEveryWorkspace(ctx, signedIn.userId);
  await deleteAccount(ctx, signedIn.userId);
  const { headers, cookies } = signedOut();
  return reply(204, undefined, headers, cookies);
});
