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

/**
 * What is shown under a message is other now. To whoever reads the message: what of it is theirs to read, they ask. Nothing of the task is told:
 * an answer's readers need not be those of what it quotes.
 */
export const shownTasksChanged = defineEvent({
  name: "message.tasks_changed",
  payload: z.object({ conversationId: Id, messageId: Id }),
  topics: ({ conversationId }) => [topics.conversation(conversationId)],
});

/** Of the action items of a recording's report one was dismissed, or brought back. To whoever may hear it: which one, they ask. */
export const suggestionsChanged = defineEvent({
  name: "recording.suggestions_changed",
  payload: z.object({ recordingId: Id, heardBy: HeardBy }),
  topics: ({ heardBy }) => readersOf(heardBy),
});

function readersOf({ workspaceId, conversationId, memberIds }: HeardBy): string[] {
  if (workspaceId) return [topics.workspace(workspaceId)];
  if (conversationId) return [topics.conversation(conversationId)];
  return memberIds.map(topics.member);
}
