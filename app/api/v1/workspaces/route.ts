import { openGeneral } from "@/lib/conversations/general/commands";
import { identity } from "@/lib/ctx";
import { pageMyWorkspaces } from "@/lib/users/queries";
import { userRoute } from "@/lib/web/route";
import { createWorkspace } from "@/lib/workspaces/commands";
import { createWorkspaceRoute, listWorkspacesRoute } from "@/lib/workspaces/schema";

export const GET = userRoute(listWorkspacesRoute, (ctx, { signedIn, query }) =>
  identity(ctx, (tx) => pageMyWorkspaces(tx, signedIn, query)),
);

export const POST = userRoute(createWorkspaceRoute, (ctx, { body }) =>
  createWorkspace(ctx, body, openGeneral),
);
