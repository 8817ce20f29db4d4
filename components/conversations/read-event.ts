import type { z } from "zod";
import {
  conversationBumped,
  conversationGone,
  conversationListChanged,
  conversationUpdated,
  participantChanged,
  presenceChanged,
  readChanged,
  receiptChanged,
  typingChanged,
} from "@/lib/conversations/events";
import { fromSnake } from "@/lib/core/case";
import type { EventDefinition } from "@/lib/core/event";
import type { Change } from "@/lib/messages/client";
import {
  inboxChanged,
  messageCreated,
  messageDeleted,
  messageUpdated,
  reactionChanged,
} from "@/lib/messages/events";
import { runDelta } from "@/lib/runs/events";
import { workspaceChanged } from "@/lib/workspaces/events";

/** The payload of a live event in camelCase, or null when it is another event. What we publish ourselves is trusted to fit its schema. */
export function readEvent<S extends z.ZodObject>(
  definition: EventDefinition<S>,
  name: string,
  payload: unknown,
): z.output<S> | null {
  if (definition.eventName !== name) return null;
  const parsed = definition.schema.safeParse(fromSnake(definition.schema, payload));
  return parsed.success ? parsed.data : null;
}

const MESSAGE_EVENTS = [messageCreated, messageUpdated, messageDeleted, reactionChanged];

/** A live event of a conversation's topic as a numbered change, or null when it carries no number. */
export function toChange(name: string, payload: unknown): Change | null {
  for (const definition of MESSAGE_EVENTS) {
    const event = readEvent(definition, name, payload);
    if (event) return { seq: event.eventSeq, kind: name, messageId: event.messageId, message: event.message };
  }
  const participant = readEvent(participantChanged, name, payload);
  if (participant) {
    return {
      seq: participant.eventSeq,
      kind: name,
      memberId: participant.memberId,
      participant: participant.participant,
    };
  }
  const updated = readEvent(conversationUpdated, name, payload);
  if (updated) return { seq: updated.eventSeq, kind: name, conversation: updated.conversation };
  return null;
}

export const personalEvents = { readChanged, conversationListChanged, inboxChanged };
export const workspaceEvents = { conversationBumped, presenceChanged, workspaceChanged };
export const liveEvents = { conversationGone, typingChanged, receiptChanged, runDelta };
