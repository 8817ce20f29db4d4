import * as z from "zod";
import { defineEvent, topics } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";
import { RunDto, RunPart } from "./schema";

const toConversation = ({ conversationId }: { conversationId: string }) => [
  topics.conversation(conversationId),
];
const Announced = z.object({ conversationId: Id, runId: Id, messageId: Id, run: RunDto.optional() });
const idsOnly = (payload: { conversationId: string; runId: string; messageId: string }) => ({
  conversationId: payload.conversationId,
  runId: payload.runId,
  messageId: payload.messageId,
});

/** An assistant begins to answer, or goes on. `run` is left out when it does not fit an event. */
export const runStarted = defineEvent({
  name: "run.started",
  payload: Announced,
  topics: toConversation,
  slim: idsOnly,
});

/** The answer is whole, was stopped, or broke off; the message itself comes as message.updated. */
export const runEnded = defineEvent({
  name: "run.ended",
  payload: Announced,
  topics: toConversation,
  slim: idsOnly,
});

/**
 * Parts `from` to `to` of a run, both included: parts.length = to - from + 1. Published straight to the live topic, never through the
 * outbox: a hint for who has the conversation on screen. A gap is filled from `GET runs/{id}/stream?cursor=`.
 */
export const runDelta = defineEvent({
  name: "run.delta",
  payload: z.object({
    conversationId: Id,
    messageId: Id,
    runId: Id,
    from: z.int(),
    to: z.int(),
    parts: z.array(RunPart),
  }),
  topics: ({ conversationId }) => [topics.live(conversationId)],
});

/** A job: work on a run that waits, after a Continue or because its last worker had to yield. */
export const runRequested = defineEvent({
  name: "run.requested",
  payload: z.object({ conversationId: Id, runId: Id }),
  job: true,
});
