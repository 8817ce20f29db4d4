import * as z from "zod";
import { defineEvent, topics } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";

/** To the workspace: its name or address is another one, or it is gone. A hint to fetch. */
export const workspaceChanged = defineEvent({
  name: "workspace.changed",
  payload: z.object({ workspaceId: Id, slug: z.string(), name: z.string(), gone: z.boolean() }),
  topics: ({ workspaceId }) => [topics.workspace(workspaceId)],
});
