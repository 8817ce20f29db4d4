import type { z } from "zod";
import { toSnake } from "./case";

/** Something that happened, ready for the outbox. */
export type DomainEvent = {
  name: string;
  topics: string[];
  /** snake_case, as the browsers and the jobs receive it. */
  payload: Record<string, unknown>;
  isJob: boolean;
};

type EventInput<S extends z.ZodObject> = {
  name: string;
  payload: S;
  /** The realtime topics it goes to; none for an event that is only a job. */
  topics?: (payload: z.input<S>) => string[];
  /** What is sent instead when the encoded payload exceeds an event's 10 kB: ids, to be fetched. */
  slim?: (payload: z.input<S>) => Partial<z.input<S>>;
  job?: boolean;
};

export type EventDefinition<S extends z.ZodObject> = {
  (payload: z.input<S>): DomainEvent;
  eventName: string;
  schema: S;
  isJob: boolean;
};

/** The hosted limit on one realtime event, less room for its envelope. */
const EVENT_BYTES = 10_000;

/** Declares an event: `messageCreated(payload)` then makes one for `enqueue`. */
export function defineEvent<S extends z.ZodObject>(input: EventInput<S>): EventDefinition<S> {
  const make = (payload: z.input<S>): DomainEvent => {
    const topics = input.topics?.(payload) ?? [];
    const full = toSnake(input.payload, payload) as Record<string, unknown>;
    const fits = topics.length === 0 || new TextEncoder().encode(JSON.stringify(full)).length <= EVENT_BYTES;
    const sent =
      fits || !input.slim ? full : (toSnake(input.payload, input.slim(payload)) as Record<string, unknown>);
    return { name: input.name, topics, payload: sent, isJob: input.job ?? false };
  };
  return Object.assign(make, { eventName: input.name, schema: input.payload, isJob: input.job ?? false });
}

/** The realtime topics, by whom they reach (contract.md). */
export const topics = {
  member: (memberId: string) => `private-u.${memberId}`,
  workspace: (workspaceId: string) => `private-w.${workspaceId}`,
  conversation: (conversationId: string) => `private-c.${conversationId}`,
  live: (conversationId: string) => `private-live.${conversationId}`,
};
