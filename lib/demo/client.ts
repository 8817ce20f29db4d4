import { call } from "@/lib/core/call";
import { getWorkspaceRoute } from "@/lib/workspaces/schema";
import { openCompanionRoute, playDemoRoute, resetDemoRoute } from "./schema";

type InWorkspace = { workspace: string };

export const openCompanion = (params: InWorkspace) => call(openCompanionRoute, { params });
export const playDemo = (params: InWorkspace) => call(playDemoRoute, { params });
export const resetDemo = (params: InWorkspace) => call(resetDemoRoute, { params });

/** The id behind the address. A demo that was told anew has another one. */
export const fetchWorkspaceId = async (params: InWorkspace) => (await call(getWorkspaceRoute, { params })).id;
