import { z } from "zod";
import { defineEvent, topics } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";

/** Whom it reaches: exactly those who may read the task. */
const HeardBy = z.object({
  workspaceId: Id.nullable(),
  conversationId: Id.nullable(),
  memberIds: z.array(Id),
});
export type HeardBy = z.infer<typeof HeardBy>;

/** A task came, changed or went. Ids alone: what it says is fetched. Its owner hears of it wherever it came from. */
export const taskChanged = defineEvent({
  name: "task.changed",
  payload: z.object({
    taskId: Id,
    change: z.enum(["created", "updated", "deleted", "restored"]),
    assigneeId: Id.nullable(),
    heardBy: HeardBy,
  }),
  topics: ({ heardBy, assigneeId }) => [
    ...new Set([...readersOf(heardBy), ...(assigneeId ? [topics.member(assigneeId)] : [])]),
  ],
});

function readersOf({ workspaceId, conversationId, memberIds }: HeardBy): string[] {
  if (workspaceId) return [topics.workspace(workspaceId)];
  if (conversationId) return [topics.conversation(conversationId)];
  return memberIds.map(topics.member);
}
