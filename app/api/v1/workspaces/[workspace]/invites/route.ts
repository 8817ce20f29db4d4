import { read } from "@/lib/ctx";
import { createInvite } from "@/lib/invites/commands";
import { listInvites } from "@/lib/invites/queries";
import { createInviteRoute, listInvitesRoute } from "@/lib/invites/schema";
import { route } from "@/lib/web/route";

export const GET = route(listInvitesRoute, (ctx, { query }) => read(ctx, (tx) => listInvites(tx, query)));

export const POST = route(createInviteRoute, (ctx, { body }) => createInvite(ctx, body));
