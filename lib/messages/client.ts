import type { ConversationCore, ParticipantDto } from "@/lib/conversations/schema";
import { call } from "@/lib/core/call";
import {
  addReactionRoute,
  deleteMessageRoute,
  editMessageRoute,
  listMessagesRoute,
  listNamedMessagesRoute,
  listRepliesRoute,
  type MessageDto,
  removeReactionRoute,
  restoreMessageRoute,
  type SendMessage,
  sendMessageRoute,
} from "./schema";

/** One numbered change of a conversation, from the socket or from the log: both are folded by the same reducer. */
export type Change = {
  seq: number;
  kind: string;
  messageId?: string | null | undefined;
  message?: MessageDto | undefined;
  memberId?: string | null | undefined;
  participant?: ParticipantDto | null | undefined;
  conversation?: ConversationCore | null | undefined;
};

/** What the browser knows of a conversation: a window of its timeline, the threads that were opened, and who is in it. */
export type Timeline = {
  /** Every change up to this number is folded in. */
  eventSeq: number;
  /** A window without gaps, by seq. */
  messages: MessageDto[];
  hasBefore: boolean;
  hasAfter: boolean;
  /** Replies by parent, for threads that were opened. */
  threads: Record<string, MessageDto[]>;
  participants: ParticipantDto[];
  conversation: ConversationCore | null;
};

export const emptyTimeline: Timeline = {
  eventSeq: 0,
  messages: [],
  hasBefore: false,
  hasAfter: false,
  threads: {},
  participants: [],
  conversation: null,
};

/** `next`: fold it. `known`: drop it. `gap`: something is missing before it. `incomplete`: its content did not fit the event. */
export type Standing = "next" | "known" | "gap" | "incomplete";

export function standingOf(timeline: Timeline, change: Change): Standing {
  if (change.seq <= timeline.eventSeq) return "known";
  if (change.seq > timeline.eventSeq + 1) return "gap";
  if (change.messageId && !change.message) return "incomplete";
  return "next";
}

/**
 * Folds one change. State and events must equal a fresh fetch, for every command. What is folded in already changes nothing: an answer of the
 * log may be overtaken by the socket while it is on its way, and would bring back how things were.
 */
export function fold(timeline: Timeline, change: Change): Timeline {
  if (change.seq <= timeline.eventSeq) return timeline;
  const next = { ...timeline, eventSeq: change.seq };
  if (change.message) return foldMessage(next, change.message);
  if (change.memberId && change.participant !== undefined)
    return foldParticipant(next, change.memberId, change.participant);
  if (change.conversation) return { ...next, conversation: change.conversation };
  return next;
}

function foldMessage(timeline: Timeline, message: MessageDto): Timeline {
  if (message.parentId !== null) return foldReply(timeline, message, message.parentId);
  const known = timeline.messages.some((one) => one.id === message.id);
  if (known)
    return { ...timeline, messages: timeline.messages.map((one) => (one.id === message.id ? message : one)) };
  const newest = timeline.messages.at(-1)?.seq ?? 0;
  const follows = !timeline.hasAfter && message.seq !== null && message.seq > newest;
  return follows ? { ...timeline, messages: [...timeline.messages, message] } : timeline;
}

/** A reply counts on its parent, and joins its thread where that is open. */
function foldReply(timeline: Timeline, reply: MessageDto, parentId: string): Timeline {
  const messages = timeline.messages.map((one) =>
    one.id === parentId ? { ...one, replyCount: Math.max(one.replyCount, reply.replySeq ?? 0) } : one,
  );
  const thread = timeline.threads[parentId];
  if (!thread) return { ...timeline, messages };
  return {
    ...timeline,
    messages,
    threads: { ...timeline.threads, [parentId]: mergeReplies(thread, [reply]) },
  };
}

export function mergeReplies(thread: MessageDto[], replies: MessageDto[]): MessageDto[] {
  const byId = new Map([...thread, ...replies].map((reply) => [reply.id, reply]));
  return [...byId.values()].sort((a, b) => (a.replySeq ?? 0) - (b.replySeq ?? 0));
}

function foldParticipant(timeline: Timeline, memberId: string, participant: ParticipantDto | null): Timeline {
  const rest = timeline.participants.filter((one) => one.memberId !== memberId);
  return { ...timeline, participants: participant ? [...rest, participant] : rest };
}

/** A window of the timeline as the server read it when `eventSeq` was its newest change. */
export type Page = { items: MessageDto[]; hasBefore: boolean; hasAfter: boolean; eventSeq: number };

/** So far behind, starting again from a snapshot is less than replaying what happened. */
const FAR = 200;

/**
 * A snapshot of the newest messages. What the timeline knows already wins where it is newer. What it has beyond the snapshot (older messages,
 * threads) is as old as it was: `eventSeq` stays, and the changes since then are still to be folded.
 */
export function mergeSnapshot(timeline: Timeline, page: Page): Timeline {
  if (timeline.eventSeq > page.eventSeq) return timeline;
  const { items: messages, hasBefore, hasAfter, eventSeq } = page;
  const startsAnew = timeline.eventSeq === 0 || eventSeq - timeline.eventSeq > FAR;
  if (startsAnew) return { ...timeline, messages, hasBefore, hasAfter, eventSeq, threads: {} };
  const first = messages[0]?.seq ?? 1;
  const older = timeline.messages.filter((one) => one.seq !== null && one.seq < first);
  const touches = older.at(-1)?.seq === first - 1;
  return {
    ...timeline,
    messages: touches ? [...older, ...messages] : messages,
    hasBefore: touches ? timeline.hasBefore : hasBefore,
    hasAfter,
  };
}

/**
 * A page with the changes folded in that happened while it was on its way, up to `eventSeq`; null when the recent changes do not reach back
 * to it, so that it must be asked for again.
 */
export function bringForward(page: Page, recent: Change[], eventSeq: number): Page | null {
  const later = recent.filter((change) => change.seq > page.eventSeq);
  if (eventSeq - page.eventSeq > later.length) return null;
  const { messages } = later.reduce(fold, { ...emptyTimeline, ...page, messages: page.items });
  return { ...page, items: messages, eventSeq: Math.max(page.eventSeq, eventSeq) };
}

/** A page of older or newer messages joins the window; the window's own versions are newer and stay. */
export function mergePage(timeline: Timeline, page: Page, side: "before" | "after"): Timeline {
  const known = new Set(timeline.messages.map((one) => one.id));
  const added = page.items.filter((one) => !known.has(one.id));
  if (side === "before")
    return { ...timeline, messages: [...added, ...timeline.messages], hasBefore: page.hasBefore };
  return { ...timeline, messages: [...timeline.messages, ...added], hasAfter: page.hasAfter };
}

type InWorkspace = { workspace: string };
type InConversation = InWorkspace & { conversationId: string };
type OfMessage = InWorkspace & { messageId: string };

export const fetchMessages = (
  params: InConversation,
  query: { before?: number; after?: number; around?: number; limit?: number },
) => call(listMessagesRoute, { params, query });
export const postMessage = (params: InConversation, body: SendMessage) =>
  call(sendMessageRoute, { params, body });
export const patchMessage = (params: OfMessage, body: string) =>
  call(editMessageRoute, { params, body: { body } });
export const removeMessage = (params: OfMessage) => call(deleteMessageRoute, { params });
export const restoreMessage = (params: OfMessage) => call(restoreMessageRoute, { params });
export const putReaction = (params: OfMessage & { emoji: string }) => call(addReactionRoute, { params });
export const removeReaction = (params: OfMessage & { emoji: string }) =>
  call(removeReactionRoute, { params });
/** Of named messages, those that one may read; at most a hundred at a time. */
export const fetchNamedMessages = async (params: InWorkspace, ids: string[]) =>
  (await call(listNamedMessagesRoute, { params, query: { ids: ids.join(",") } })).items;
export const fetchReplies = (params: OfMessage, query: { after?: number }) =>
  call(listRepliesRoute, { params, query });
