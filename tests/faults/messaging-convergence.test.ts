import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ConversationStore } from "@/components/conversations/conversation-store";
import { type ConversationCore, EventDto, type ParticipantDto } from "@/lib/conversations/schema";
import { toSnake } from "@/lib/core/case";
import { newId } from "@/lib/core/ids";
import { type Change, emptyTimeline, fold, standingOf, type Timeline } from "@/lib/messages/client";
import type { MessageDto } from "@/lib/messages/schema";
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
const Fate = fc.record({ times: fc.nat(3), place: fc.nat(1_000), whole: fc.boolean(), pauseMs: fc.nat(400) });
type Fate = { times: number; place: number; whole: boolean; pauseMs: number };

/** What becomes of a request for the log: refused so often, then answered after so long with what was there at the start. */
const Answer = fc.record({ fails: fc.boolean(), afterMs: fc.nat(900) });
type Answer = { fails: boolean; afterMs: number };

const Faults = fc.record({
  happenings: fc.array(Happening, { minLength: 1, maxLength: 30 }),
  fates: fc.array(Fate, { minLength: 30, maxLength: 30 }),
  answers: fc.array(Answer, { maxLength: 12 }),
  snapshotAt: fc.nat(30),
});

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
        for (const { seq, whole, pauseMs } of deliveries(log, fates)) {
          server.happened(log.slice(0, Math.max(seq, server.all().length)));
          const change = log[seq - 1];
          if (change) store.receive(whole ? change : withoutContent(change));
          await vi.advanceTimersByTimeAsync(pauseMs);
        }
        server.happened(log);
        store.receive({ seq: log.length, kind: "message.updated", messageId: "any" });
        await vi.runAllTimersAsync();
      });
      expect(store.timeline.eventSeq).toBe(truth.eventSeq);
      expect(store.timeline.messages).toEqual(truth.messages);
      expect(byId(store.timeline.participants)).toEqual(byId(truth.participants));
    }),
    { numRuns: 300 },
  );
});

const CONVERSATION = newId();
const AUTHOR = { kind: "person" as const, id: newId(), name: "Ana" };
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
    const made = kind === "created" || !old ? newMessage(messages.length + 1) : changed(old, kind, seq);
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

/** The order of arrival: as they happened, moved about by at most a few places, each as often as its fate says. */
function deliveries(log: Change[], fates: Fate[]): { seq: number; whole: boolean; pauseMs: number }[] {
  return log
    .flatMap(({ seq }) => {
      const { times, place, whole, pauseMs } = fates[seq - 1] ?? {
        times: 1,
        place: 0,
        whole: true,
        pauseMs: 0,
      };
      return Array.from({ length: times }, (_, copy) => ({
        seq,
        whole,
        pauseMs,
        at: seq + ((place * (copy + 1)) % 7),
      }));
    })
    .sort((a, b) => a.at - b.at);
}

function withoutContent({ message: _, ...change }: Change): Change {
  return change;
}

/** The server as the page asks it: the log, read when the question arrives and told when the answer does. */
function serveLog(answers: Answer[]) {
  let log: Change[] = [];
  const left = [...answers];
  const transport: Transport = async (path) => {
    const { fails, afterMs } = left.shift() ?? { fails: false, afterMs: 0 };
    const after = Number(new URL(path, "http://localhost").searchParams.get("after"));
    const known = log;
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    if (fails) throw new TypeError("fetch failed");
    const current = new Map(known.map(({ messageId, message }) => [messageId, message]));
    const items = known
      .slice(after, after + 5)
      .map((change) => (change.message ? { ...change, message: current.get(change.messageId) } : change))
      .map((change) => toSnake(EventDto, { messageId: null, memberId: null, ...change }));
    return Response.json({ items, last_seq: known.length });
  };
  return {
    transport,
    happened: (next: Change[]) => {
      log = next;
    },
    all: () => log,
  };
}

function hydrate(store: ConversationStore, log: Change[]): void {
  const { messages, participants, eventSeq } = log.reduce(fold, emptyTimeline);
  const page = { items: messages, hasBefore: false, hasAfter: false, eventSeq };
  store.hydrate({ conversation: CORE, participants, page });
}

function newMessage(seq: number): MessageDto {
  return {
    id: newId(),
    conversationId: CONVERSATION,
    seq,
    replySeq: null,
    clientId: newId(),
    type: "text",
    role: "user",
    author: AUTHOR,
    body: `message ${seq}`,
    event: null,
    parentId: null,
    mentions: [],
    mentionsAll: false,
    reactions: [],
    citations: [],
    runId: null,
    status: "complete",
    replyCount: 0,
    pinnedAt: null,
    tokens: null,
    costMicros: null,
    createdAt: new Date(0).toISOString(),
    editedAt: null,
    deletedAt: null,
  };
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
  memberCount: 4,
  eventSeq: 0,
  messageSeq: 0,
  lastMessageAt: null,
  archivedAt: null,
  createdAt: new Date(0).toISOString(),
};
