export type TopicHandlers = {
  /** Each event of the topic, in the order of arrival. Some may be missing, some may come twice: payloads carry their numbers. */
  onEvent?(name: string, payload: unknown): void;
  /** From now on events arrive, and some may have been missed: fetch. Called at the start, after each reconnect, after a sleep. */
  onReady?(): void;
  /** One may not hear this topic (any more). */
  onRefused?(): void;
};

/** What carries the topics: the socket. */
export type TopicCarrier = { subscribe(topic: string): void; unsubscribe(topic: string): void };

type Topic = {
  listeners: Set<TopicHandlers>;
  state: "asked" | "confirmed" | "refused";
  leaving: ReturnType<typeof setTimeout> | null;
};

/** How long a topic outlives its last listener: going back and forth between two conversations subscribes to each once. */
const GRACE_MS = 5_000;

/** Who listens to what. Many parts of a page may join a topic; the socket subscribes to it once. */
export function createTopics(carrier: TopicCarrier) {
  const topics = new Map<string, Topic>();

  function join(name: string, handlers: TopicHandlers): () => void {
    const listener = { ...handlers };
    const topic = topics.get(name) ?? { listeners: new Set(), state: "refused" as const, leaving: null };
    topics.set(name, topic);
    topic.listeners.add(listener);
    if (topic.leaving) clearTimeout(topic.leaving);
    topic.leaving = null;
    if (topic.state === "refused") {
      topic.state = "asked";
      carrier.subscribe(name);
    } else if (topic.state === "confirmed") {
      queueMicrotask(() => {
        if (topic.listeners.has(listener)) tell([listener], (each) => each.onReady?.());
      });
    }
    return () => leave(name, topic, listener);
  }

  function leave(name: string, topic: Topic, listener: TopicHandlers): void {
    if (!topic.listeners.delete(listener) || topic.listeners.size > 0) return;
    topic.leaving = setTimeout(() => {
      topics.delete(name);
      carrier.unsubscribe(name);
    }, GRACE_MS);
  }

  function listenersOf(name: string): TopicHandlers[] {
    return [...(topics.get(name)?.listeners ?? [])];
  }

  return {
    /** Listens until the returned function is called. */
    join,
    names: () => [...topics.keys()],
    heard: (name: string, event: string, payload: unknown) =>
      tell(listenersOf(name), (listener) => listener.onEvent?.(event, payload)),
    confirmed(name: string) {
      const topic = topics.get(name);
      // pusher-js subscribes again to what was left before it was confirmed.
      if (!topic) {
        carrier.unsubscribe(name);
        return;
      }
      topic.state = "confirmed";
      tell([...topic.listeners], (listener) => listener.onReady?.());
    },
    refused(name: string) {
      const topic = topics.get(name);
      carrier.unsubscribe(name);
      if (!topic) return;
      topic.state = "refused";
      tell([...topic.listeners], (listener) => listener.onRefused?.());
    },
    /** The socket is gone: nothing is confirmed until it is back. What was refused is asked for again then. */
    lost() {
      for (const [name, topic] of topics) {
        if (topic.state === "refused") carrier.subscribe(name);
        topic.state = "asked";
      }
    },
    /** Time passed unseen: everybody fetches. */
    woke() {
      for (const topic of topics.values()) {
        if (topic.state === "confirmed") tell([...topic.listeners], (listener) => listener.onReady?.());
      }
    },
    close() {
      for (const topic of topics.values()) if (topic.leaving) clearTimeout(topic.leaving);
      topics.clear();
    },
  };
}

/** One listener that throws must not keep the others from hearing. */
function tell(listeners: TopicHandlers[], say: (listener: TopicHandlers) => void): void {
  for (const listener of listeners) {
    try {
      say(listener);
    } catch (error) {
      setTimeout(() => {
        throw error;
      });
    }
  }
}
