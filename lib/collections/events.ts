import { z } from "zod";
import { defineEvent, topics } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";

/**
 * A collection came, changed or went, or what is in it did. Ids alone: what it is called, and how much of it one may read, is fetched. To
 * the workspace, or to whoever has it for themselves.
 */
export const collectionChanged = defineEvent({
  name: "collection.changed",
  payload: z.object({
    collectionId: Id,
    change: z.enum(["created", "updated", "deleted", "restored"]),
    heardBy: z.object({ workspaceId: Id.nullable(), memberIds: z.array(Id) }),
  }),
  topics: ({ heardBy: { workspaceId, memberIds } }) => [
    ...(workspaceId ? [topics.workspace(workspaceId)] : []),
    ...memberIds.map(topics.member),
  ],
});
