import { transferOwnership } from "@/lib/members/commands";
import { route } from "@/lib/web/route";
import { transferWorkspaceRoute } from "@/lib/workspaces/schema";

export const PUT = route(transferWorkspaceRoute, (ctx, { body }) => transferOwnership(ctx, body.memberId));
