import fc from "fast-check";
import { expect, test } from "vitest";
import { planPublish } from "./plan";
import type { RealtimeEvent } from "./port";

const event = fc.record({
  name: fc.constantFrom("a", "b"),
  topics: fc
    .array(fc.integer({ min: 0, max: 300 }), { maxLength: 250 })
    .map((ids) => ids.map((id) => `private-c.${id}`)),
  payload: fc.integer(),
});

/** What each topic would hear of the events as they are. */
function heard(events: RealtimeEvent[]): Map<string, string[]> {
  const byTopic = new Map<string, string[]>();
  for (const { name, topics, payload } of events) {
    for (const topic of new Set(topics))
      byTopic.set(topic, [...(byTopic.get(topic) ?? []), `${name}${JSON.stringify(payload)}`]);
  }
  return byTopic;
}

test("every topic is sent each of its events once and in order, within the service's limits", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      const { requests, refused } = planPublish(events);
      expect(refused).toEqual([]);
      const sent = requests.flatMap((request): RealtimeEvent[] =>
        request.kind === "trigger"
          ? [{ name: request.name, topics: request.channels, payload: JSON.parse(request.data) }]
          : request.batch.map(({ name, data, channel }) => ({
              name,
              topics: [channel],
              payload: JSON.parse(data),
            })),
      );
      expect(heard(sent)).toEqual(heard(events));
      for (const request of requests) {
        if (request.kind === "trigger") expect(request.channels.length).toBeLessThanOrEqual(100);
        else expect(request.batch.length).toBeLessThanOrEqual(10);
      }
    }),
  );
});

test("a send to a conversation and its workspace is one request", () => {
  const { requests } = planPublish([
    { topics: ["private-c.1", "private-u.1"], name: "message.created", payload: {} },
    { topics: ["private-w.1"], name: "conversation.updated", payload: {} },
  ]);
  expect(requests).toHaveLength(1);
});
