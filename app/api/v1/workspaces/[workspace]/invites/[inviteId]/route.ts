import { revokeInvite } from "@/lib/invites/commands";
import { revokeInviteRoute } from "@/lib/invites/schema";
import { route } from "@/lib/web/route";

export const DELETE = route(revokeInviteRoute, (ctx, { params }) => revokeInvite(ctx, params.inviteId));
