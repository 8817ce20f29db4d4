import { z } from "zod";
import { defineEvent, topics } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";

/** A template of reports came, changed or went. Ids alone: what it is called and holds is fetched. */
export const templateChanged = defineEvent({
  name: "report_template.changed",
  payload: z.object({
    workspaceId: Id,
    templateId: Id,
    change: z.enum(["created", "updated", "deleted", "restored"]),
  }),
  topics: ({ workspaceId }) => [topics.workspace(workspaceId)],
});
