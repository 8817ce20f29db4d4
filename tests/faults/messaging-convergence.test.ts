import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ConversationStore } from "@/components/conversations/conversation-store";
import { type ConversationCore, EventDto, type ParticipantDto } from "@/lib/conversations/schema";
import { toSnake } from "@/lib/core/case";
import { newId } from "@/lib/core/ids";
import { type Change, emptyTimeline, fold, standingOf, type Timeline } from "@/lib/messages/client";
import { listMessagesRoute, type MessageDto } from "@/lib/messages/schema";
import { messageDto } from "../support/message-dto";
import { inPage } from "../support/page";
import type { Transport } from "../support/person";

/** What happens in a conversation: something new, or a change of the n-th message so far. */
const Happening = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: "created" as const, of: 0 }) },
  fc.record({
    kind: fc.constantFrom("updated" as const, "deleted" as const, "reacted" as const),
    of: fc.nat(30),
  }),
  fc.record({ kind: fc.constantFrom("joined" as const, "left" as const), of: fc.nat(3) }),
);
type Happening = { kind: "created" | "updated" | "deleted" | "reacted" | "joined" | "left"; of: number };

/** What becomes of an event on its way. `place` reorders; `whole` is whether its content fitted. */
const Fate = fc.record({
  times: fc.nat(3),
  place: fc.nat(1_000),
  whole: fc.boolean(),
  pauseMs: fc.nat(400),
  scroll: fc.constantFrom("before" as const, "after" as const, "around" as const, null, null),
});
type Fate = {
  times: number;
  place: number;
  whole: boolean;
  pauseMs: number;
  /** Where the reader scrolls to when the event arrives. */
  scroll: "before" | "after" | "around" | null;
};

/** What becomes of a request for the log: refused so often, then answered after so long with what was there at the start. */
const Answer = fc.record({ fails: fc.boolean(), afterMs: fc.nat(900) });
type Answer = { fails: boolean; afterMs: number };

const Faults = fc.record({
  happenings: fc.array(Happening, { minLength: 1, maxLength: 30 }),
  fates: fc.array(Fate, { minLength: 30, maxLength: 30 }),
  answers: fc.array(Answer, { maxLength: 12 }),
  snapshotAt: fc.nat(30),
});

/** So many messages are in a window of the timeline, and so many changes in an answer of the log. */
const WINDOW = 4;
const LOG_PAGE = 5;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
afterEach(() => void vi.useRealTimers());

test("events doubled and out of order converge by the fold alone", () => {
  fc.assert(
    fc.property(Faults, ({ happenings, fates }) => {
      const log = tell(happenings);
      const truth = log.reduce(fold, emptyTimeline);
      let timeline: Timeline = emptyTimeline;
      for (const { seq } of deliveries(log, fates)) {
        const change = log[seq - 1];
        if (change && standingOf(timeline, change) === "next") timeline = fold(timeline, change);
      }
      const missing = log.filter((change) => change.seq > timeline.eventSeq);
      expect(missing.reduce(fold, timeline)).toEqual(truth);
      expect([...log, ...log].filter((one) => standingOf(truth, one) !== "known")).toEqual([]);
    }),
  );
});

test("a page that hears them lost, doubled, late and without content, and whose questions fail, ends with what a new page sees", async () => {
  await fc.assert(
    fc.asyncProperty(Faults, async ({ happenings, fates, answers, snapshotAt }) => {
      const log = tell(happenings);
      const truth = log.reduce(fold, emptyTimeline);
      const server = serveLog(answers);
      server.happened(log.slice(0, snapshotAt));
      const store = new ConversationStore({ workspace: "acme", conversationId: CONVERSATION });
      await inPage(server.transport, async () => {
        hydrate(store, server.all());
        for (const { seq, whole, pauseMs, scroll } of deliveries(log, fates)) {
          server.happened(log.slice(0, Math.max(seq, server.all().length)));
          const change = log[seq - 1];
          if (change) store.receive(whole ? change : withoutContent(change));
          void scrollTo(store, scroll).catch(() => undefined); // a page that could not be had is not shown
          await vi.advanceTimersByTimeAsync(pauseMs);
        }
        server.happened(log);
        store.receive({ seq: log.length, kind: "message.updated", messageId: "any" });
        await vi.runAllTimersAsync();
      });
      expect(store.timeline.eventSeq).toBe(truth.eventSeq);
      expectWindowOf(truth, store.timeline);
      expect(byId(store.timeline.participants)).toEqual(byId(truth.participants));
    }),
    { numRuns: 300 },
  );
});

/** Whatever part of the timeline is shown is as it is, without gaps, and reaches as far as it says. */
function expectWindowOf(truth: Timeline, { messages, hasBefore, hasAfter }: Timeline): void {
  const first = messages[0]?.seq ?? 1;
  const last = messages.at(-1)?.seq ?? 0;
  expect(messages).toEqual(truth.messages.slice(first - 1, last));
  expect({ hasBefore, hasAfter }).toEqual({ hasBefore: first > 1, hasAfter: last < truth.messages.length });
}

function scrollTo(store: ConversationStore, to: Fate["scroll"]): Promise<void> {
  if (to === "before") return store.loadBefore();
  if (to === "after") return store.loadAfter();
  return to === "around" ? store.loadAround(1) : Promise.resolve();
}

const CONVERSATION = newId();
const MEMBERS = Array.from({ length: 4 }, () => newId());

/** The log of what happened, with the content that each change left behind. */
function tell(happenings: Happening[]): Change[] {
  const messages: MessageDto[] = [];
  return happenings.map(({ kind, of }, at) => {
    const seq = at + 1;
    if (kind === "joined" || kind === "left") {
      const memberId = MEMBERS[of] ?? "";
      return {
        seq,
        kind: "participant.changed",
        memberId,
        participant: kind === "left" ? null : participant(memberId, seq),
      };
    }
    const old = messages[of % Math.max(1, messages.length)];
    const made =
      kind === "created" || !old
        ? messageDto({ conversationId: CONVERSATION, seq: messages.length + 1 })
        : changed(old, kind, seq);
    if (made.seq !== null) messages[made.seq - 1] = made;
    return {
      seq,
      kind: old && kind !== "created" ? "message.updated" : "message.created",
      messageId: made.id,
      message: made,
    };
  });
}

function changed(message: MessageDto, kind: Happening["kind"], seq: number): MessageDto {
  const now = new Date(seq).toISOString();
  if (kind === "deleted") return { ...message, body: "", deletedAt: now };
  if (kind === "reacted") return { ...message, reactions: [{ emoji: "👍", memberIds: [newId()] }] };
  return { ...message, body: `edited by change ${seq}`, editedAt: now };
}

const UNHARMED: Fate = { times: 1, place: 0, whole: true, pauseMs: 0, scroll: null };

/** The order of arrival: as they happened, moved about by at most a few places, each as often as its fate says. */
function deliveries(log: Change[], fates: Fate[]): (Omit<Fate, "times" | "place"> & { seq: number })[] {
  return log
    .flatMap(({ seq }) => {
      const { times, place, ...fate } = fates[seq - 1] ?? UNHARMED;
      return Array.from({ length: times }, (_, copy) => ({
        ...fate,
        seq,
        at: seq + ((place * (copy + 1)) % 7),
      }));
    })
    .sort((a, b) => a.at - b.at);
}

function withoutContent({ message: _, ...change }: Change): Change {
  return change;
}

/** The server as the page asks it: the log and the timeline, read when the question arrives and told when the answer does. */
function serveLog(answers: Answer[]) {
  let log: Change[] = [];
  const left = [...answers];
  const transport: Transport = async (path) => {
    const { fails, afterMs } = left.shift() ?? { fails: false, afterMs: 0 };
    const { pathname, searchParams } = new URL(path, "http://localhost");
    const known = log;
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    if (fails) throw new TypeError("fetch failed");
    return pathname.endsWith("/events") ? answerLog(known, searchParams) : answerPage(known, searchParams);
  };
  return {
    transport,
    happened: (next: Change[]) => {
      log = next;
    },
    all: () => log,
  };
}

function answerLog(known: Change[], query: URLSearchParams): Response {
  const after = Number(query.get("after"));
  const current = new Map(known.map(({ messageId, message }) => [messageId, message]));
  const items = known
    .slice(after, after + LOG_PAGE)
    .map((change) => (change.message ? { ...change, message: current.get(change.messageId) } : change))
    .map((change) => toSnake(EventDto, { messageId: null, memberId: null, ...change }));
  return Response.json({ items, last_seq: known.length });
}

function answerPage(known: Change[], query: URLSearchParams): Response {
  const wanted = (name: string) => (query.has(name) ? Number(query.get(name)) : null);
  const page = windowOf(known, {
    before: wanted("before"),
    after: wanted("after"),
    around: wanted("around"),
  });
  return Response.json(toSnake(listMessagesRoute.response, page));
}

/** The newest messages, or those before, after, or from a number on. */
function windowOf(
  log: Change[],
  at: { before?: number | null; after?: number | null; around?: number | null },
) {
  const { messages, eventSeq } = log.reduce(fold, emptyTimeline);
  const end = at.before ? at.before - 1 : messages.length;
  const from = at.after ?? (at.around ? at.around - 1 : Math.max(0, end - WINDOW));
  const items = messages.slice(from, Math.min(end, from + WINDOW));
  return { items, hasBefore: from > 0, hasAfter: from + items.length < messages.length, eventSeq };
}

function hydrate(store: ConversationStore, log: Change[]): void {
  const { participants } = log.reduce(fold, emptyTimeline);
  store.hydrate({ conversation: CORE, participants, page: windowOf(log, {}) });
}

function participant(memberId: string, seq: number): ParticipantDto {
  const counts = { deliveredSeq: seq, seenSeq: seq };
  return {
    memberId,
    name: "Ben",
    kind: "person",
    role: "member",
    online: false,
    avatarFileId: null,
    ...counts,
  };
}

function byId(participants: ParticipantDto[]): ParticipantDto[] {
  return participants.toSorted((a, b) => a.memberId.localeCompare(b.memberId));
}

const CORE: ConversationCore = {
  id: CONVERSATION,
  kind: "channel",
  name: "general",
  topic: null,
  visibility: "public",
  createdBy: null,
  assistantId: null,
  modelId: null,
  memberCount: 4,
  eventSeq: 0,
  messageSeq: 0,
  lastMessageAt: null,
  archivedAt: null,
  createdAt: new Date(0).toISOString(),
};
