import { read } from "@/lib/ctx";
import { route } from "@/lib/web/route";
import { deleteWorkspace, updateWorkspace } from "@/lib/workspaces/commands";
import { getWorkspace } from "@/lib/workspaces/queries";
import { deleteWorkspaceRoute, getWorkspaceRoute, updateWorkspaceRoute } from "@/lib/workspaces/schema";

export const GET = route(getWorkspaceRoute, (ctx) => read(ctx, getWorkspace));

export const PATCH = route(updateWorkspaceRoute, (ctx, { body }) => updateWorkspace(ctx, body));

export const DELETE = route(deleteWorkspaceRoute, (ctx) => deleteWorkspace(ctx));
