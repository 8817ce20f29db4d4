import type { RealtimeEvent } from "./port";

/** One request to the HTTP API: an event to many topics, or up to ten events to one topic each. */
export type PublishRequest =
  | { kind: "trigger"; name: string; data: string; channels: string[] }
  | { kind: "batch"; batch: { name: string; data: string; channel: string }[] };

export type PublishPlan = {
  requests: PublishRequest[];
  /** Events that the service would refuse however often they are tried. */
  refused: { name: string; reason: string }[];
};

const EVENT_BYTES = 10_240;
const TOPICS_PER_TRIGGER = 100;
const EVENTS_PER_BATCH = 10;
const TOPIC = /^[A-Za-z0-9_\-=@,.;]{1,200}$/;

/**
 * The fewest requests that keep the order of the events: short lists of topics are packed into batches, an event for many
 * topics is a trigger of its own.
 */
export function planPublish(events: RealtimeEvent[]): PublishPlan {
  const plan: PublishPlan = { requests: [], refused: [] };
  for (const each of events) {
    const event = { ...each, topics: [...new Set(each.topics)] };
    const data = JSON.stringify(event.payload ?? null);
    const reason = refusalOf(event, data);
    if (reason) plan.refused.push({ name: event.name, reason });
    else if (event.topics.length > EVENTS_PER_BATCH) addTriggers(plan, event, data);
    else addToBatch(plan, event, data);
  }
  plan.requests = plan.requests.map(asTriggerIfOne);
  return plan;
}

function refusalOf(event: RealtimeEvent, data: string): string | null {
  const bytes = new TextEncoder().encode(data).length;
  if (bytes > EVENT_BYTES) return `${bytes} bytes are more than ${EVENT_BYTES}`;
  if (event.name.length === 0 || event.name.length > 200) return "the name is empty or too long";
  return event.topics.every((topic) => TOPIC.test(topic))
    ? null
    : "a topic has characters that are not allowed";
}

function addTriggers(plan: PublishPlan, { name, topics }: RealtimeEvent, data: string): void {
  for (let start = 0; start < topics.length; start += TOPICS_PER_TRIGGER) {
    plan.requests.push({
      kind: "trigger",
      name,
      data,
      channels: topics.slice(start, start + TOPICS_PER_TRIGGER),
    });
  }
}

function addToBatch(plan: PublishPlan, { name, topics }: RealtimeEvent, data: string): void {
  if (topics.length === 0) return;
  const added = topics.map((channel) => ({ name, data, channel }));
  const last = plan.requests.at(-1);
  if (last?.kind === "batch" && last.batch.length + added.length <= EVENTS_PER_BATCH)
    last.batch.push(...added);
  else plan.requests.push({ kind: "batch", batch: added });
}

/** The same event to each of its topics says its data once. */
function asTriggerIfOne(request: PublishRequest): PublishRequest {
  if (request.kind === "trigger") return request;
  const [first] = request.batch;
  if (!first || request.batch.some((entry) => entry.name !== first.name || entry.data !== first.data))
    return request;
  const channels = request.batch.map((entry) => entry.channel);
  // A topic named twice means the same event sent twice, which a trigger would send once.
  if (new Set(channels).size < channels.length) return request;
  return { kind: "trigger", name: first.name, data: first.data, channels };
}
