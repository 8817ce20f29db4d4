import { AsyncLocalStorage } from "node:async_hooks";
import Pusher from "pusher-js";
import { ConversationStore } from "@/components/conversations/conversation-store";
import { toChange } from "@/components/conversations/read-event";
import { Sender } from "@/components/conversations/sending";
import type { Unsent } from "@/components/conversations/unsent";
import { createRealtimeClient, type RealtimeClient } from "@/components/realtime/client";
import { fetchConversation, fetchParticipants } from "@/lib/conversations/client";
import { topics } from "@/lib/core/event";
import { fetchMessages } from "@/lib/messages/client";
import type { MessageDto } from "@/lib/messages/schema";
import { type Person, socketKeyOf, type Transport } from "./person";

/**
 * Pages in this process. What a page runs asks for `/api/v1/…` by the global fetch; here it goes out by the transport of the page that
 * asks, which follows the work through timers and promises.
 */
const acting = new AsyncLocalStorage<Transport>();
const realFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  if (typeof input !== "string" || !input.startsWith("/")) return realFetch(input, init);
  const transport = acting.getStore();
  if (!transport) throw new Error(`No page asked for ${input}.`);
  return transport(input, init);
};

/** Runs the browser's code as it runs in the page with this line to the server. */
export function inPage<T>(transport: Transport, work: () => T): T {
  return acting.run(transport, work);
}

const WORKSPACE = "acme";
const POLL_MS = 10_000;
const PAGE = 50;

export type Page = {
  store: ConversationStore;
  realtime: RealtimeClient;
  /** Resolves when the conversation's topic is subscribed to: what is written from now on is heard. */
  subscribed(): Promise<void>;
  /** Everything again, from the first message, as a page that opens now would get it. */
  fetchAll(): Promise<{ messages: MessageDto[]; eventSeq: number }>;
  close(): void;
};

/** An open conversation: the page's own store and connection, wired as the page wires them. Its socket goes by the given port. */
export async function openPage(
  person: Person,
  conversationId: string,
  options: { socketPort: number; onEvent?: (name: string) => void },
): Promise<Page> {
  const key = await socketKeyOf(person);
  const place = { workspace: WORKSPACE, conversationId };
  return inPage(person.fetch, async () => {
    const store = new ConversationStore(place);
    const realtime = createRealtimeClient(
      { key, cluster: "local", host: "", port: null, tls: false, path: "/realtime", memberId: "" },
      {
        page: { protocol: "http:", hostname: "127.0.0.1", port: String(options.socketPort) },
        postAuth: async (request) => {
          const init = { method: "POST", body: JSON.stringify(request) };
          const response = await person.fetch("/api/realtime/auth", init);
          return { status: response.status, body: await response.json(), retryAfterSeconds: null };
        },
        askDelayed: async () => {
          const response = await person.fetch("/api/realtime/state");
          return (await response.json()).delayed === true;
        },
        loadPusher: async () => Pusher,
      },
    );
    const subscription = Promise.withResolvers<void>();
    const inOwnPage = AsyncLocalStorage.bind((work: () => void) => work());
    const leave = realtime.join(topics.conversation(conversationId), {
      onEvent: (name, payload) =>
        inOwnPage(() => {
          options.onEvent?.(name);
          const change = toChange(name, payload);
          if (change) store.receive(change);
        }),
      onReady: () => {
        subscription.resolve();
        inOwnPage(() => void store.catchUp());
      },
    });
    const poll = setInterval(() => {
      if (realtime.state() !== "live") void store.catchUp();
    }, POLL_MS);
    const [conversation, participants, page] = await Promise.all([
      fetchConversation(place),
      fetchParticipants(place),
      fetchMessages(place, { limit: PAGE }),
    ]);
    store.hydrate({ conversation, participants: participants.items, page });
    return {
      store,
      realtime,
      subscribed: () => subscription.promise,
      fetchAll: () => inPage(person.fetch, () => fetchAll(place)),
      close() {
        clearInterval(poll);
        leave();
        realtime.close();
      },
    };
  });
}

async function fetchAll(place: { workspace: string; conversationId: string }) {
  const { eventSeq } = await fetchConversation(place);
  const messages: MessageDto[] = [];
  for (let after = 0; ; after = messages.at(-1)?.seq ?? after) {
    const page = await fetchMessages(place, { after, limit: 100 });
    messages.push(...page.items);
    if (!page.hasAfter || page.items.length === 0) return { messages, eventSeq };
  }
}

export type Writer = {
  /** Writes the next message; it is sent, in order, as soon and as often as it takes. */
  write(body: string): string;
  /** What the server said it has, in the order of the answers. */
  acknowledged: MessageDto[];
  unsent(): Unsent[];
};

/** The composer's sender, on a line that may be bad. */
export function openWriter(
  transport: Transport,
  conversationId: string,
  onSent: (message: MessageDto) => void = () => {},
): Writer {
  let unsent: Unsent[] = [];
  const acknowledged: MessageDto[] = [];
  const sender = new Sender(
    { workspace: WORKSPACE, conversationId },
    {
      list: () => unsent,
      set: (items) => {
        unsent = items;
      },
      sent: (clientId, message) => {
        unsent = unsent.filter((item) => item.clientId !== clientId);
        acknowledged.push(message);
        onSent(message);
      },
    },
  );
  return {
    write: (body) => inPage(transport, () => sender.add(body, null)),
    acknowledged,
    unsent: () => unsent,
  };
}
