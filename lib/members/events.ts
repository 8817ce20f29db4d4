import * as z from "zod";
import { defineEvent, topics } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";

/** A job: somebody may hear less than before, so their live connections are ended and must be authorized anew. */
export const accessRevoked = defineEvent({
  name: "access.revoked",
  payload: z.object({ memberId: Id, userId: Id.nullable(), reason: z.string() }),
  job: true,
});

/** To the workspace: somebody joined, left, or has another role. A hint to fetch. */
export const memberChanged = defineEvent({
  name: "member.changed",
  payload: z.object({ workspaceId: Id, memberId: Id, status: z.enum(["active", "deactivated", "removed"]) }),
  topics: ({ workspaceId }) => [topics.workspace(workspaceId)],
});
