import { viewInvite } from "@/lib/invites/acceptance/commands";
import { getInviteRoute } from "@/lib/invites/schema";
import { publicRoute } from "@/lib/web/route";

export const GET = publicRoute(getInviteRoute, (ctx, { params }) => viewInvite(ctx, params.token));
