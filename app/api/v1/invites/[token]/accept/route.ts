import { joinGeneral } from "@/lib/conversations/general/commands";
import { acceptInvite } from "@/lib/invites/acceptance/commands";
import { acceptInviteRoute } from "@/lib/invites/schema";
import { userRoute } from "@/lib/web/route";

export const POST = userRoute(acceptInviteRoute, async (ctx, { params, signedIn }) => ({
  workspace: await acceptInvite(ctx, signedIn.userId, params.token, joinGeneral),
}));
