import { userRoute } from "@/lib/web/route";
import { restoreWorkspace } from "@/lib/workspaces/commands";
import { restoreWorkspaceRoute } from "@/lib/workspaces/schema";

export const POST = userRoute(restoreWorkspaceRoute, (ctx, { signedIn, params }) =>
  restoreWorkspace(ctx, signedIn.userId, params.workspaceId),
);
