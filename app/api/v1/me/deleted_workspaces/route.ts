import { identity } from "@/lib/ctx";
import { userRoute } from "@/lib/web/route";
import { listDeletedWorkspaces } from "@/lib/workspaces/queries";
import { listDeletedWorkspacesRoute } from "@/lib/workspaces/schema";

export const GET = userRoute(listDeletedWorkspacesRoute, (ctx, { signedIn, query }) =>
  identity(ctx, (tx) => listDeletedWorkspaces(tx, signedIn.userId, query)),
);
