import { createStore, type StoreApi } from "zustand/vanilla";
import { tellFailure } from "@/components/shell/tell";
import { fetchEvents, fetchParticipants } from "@/lib/conversations/client";
import type { ConversationCore, ParticipantDto } from "@/lib/conversations/schema";
import { CallError } from "@/lib/core/call";
import {
  type Change,
  emptyTimeline,
  fetchMessages,
  fetchReplies,
  fold,
  mergePage,
  mergeReplies,
  mergeSnapshot,
  standingOf,
  type Timeline,
} from "@/lib/messages/client";
import type { MessageDto } from "@/lib/messages/schema";
import {
  applyDelta,
  askAssistant,
  emptyRunView,
  followRun,
  type RunDelta,
  type RunView,
} from "@/lib/runs/client";
import { isPassing, retryDelayMs } from "./retrying";
import { Sender } from "./sending";
import type { Unsent } from "./unsent";

type Typist = { memberId: string; name: string; until: number };

export type ConversationState = {
  ready: boolean;
  timeline: Timeline;
  unsent: Unsent[];
  /** Stored messages whose event has not arrived yet, by clientId: shown meanwhile. */
  acknowledged: Record<string, MessageDto>;
  typing: Typist[];
  /** Answers while they grow, by run. */
  runs: Record<string, RunView>;
};

export type Snapshot = {
  conversation: ConversationCore;
  participants: ParticipantDto[];
  page: { items: MessageDto[]; hasBefore: boolean; hasAfter: boolean; eventSeq: number };
};

const GAP_MS = 250;
/** How long the event of a message of our own may take after its answer. */
const ECHO_MS = 1_000;
const PAGE = 50;

/** The one store of a conversation: timeline, threads, who is in it, what is unsent. Changes are folded in order; gaps are fetched. */
export class ConversationStore {
  readonly state: StoreApi<ConversationState> = createStore<ConversationState>()(() => ({
    ready: false,
    timeline: emptyTimeline,
    unsent: [],
    acknowledged: {},
    typing: [],
    runs: {},
  }));
  readonly sender: Sender;
  private waiting: Change[] = [];
  private asking: { dueAt: number; timer: ReturnType<typeof setTimeout> } | null = null;
  private catching: Promise<void> | null = null;
  /** Something was asked for while an answer was on its way that may have been read before it happened. */
  private askAgain = false;
  /** Something is missing that no later change will show to be missing. */
  private isBehind = false;
  private failures = 0;
  private readonly following = new Set<string>();

  constructor(readonly place: { workspace: string; conversationId: string }) {
    this.sender = new Sender(place, {
      list: () => this.state.getState().unsent,
      set: (unsent) => this.state.setState({ unsent }),
      sent: (clientId, message) => this.acknowledge(clientId, message),
    });
  }

  get timeline(): Timeline {
    return this.state.getState().timeline;
  }

  /** A server-rendered snapshot; what the store knows already wins where it is newer. */
  hydrate({ conversation, participants, page }: Snapshot): void {
    const merged = mergeSnapshot(this.timeline, page);
    const isNewer = merged !== this.timeline;
    this.setTimeline(isNewer ? { ...merged, conversation, participants } : merged);
    this.state.setState({ ready: true });
    void this.sender.resume();
    this.settle();
    if (this.isBehind) void this.catchUp();
  }

  /** A change from the socket. In order it is folded at once; after a gap it waits 250 ms for what is missing, then asks. */
  receive(change: Change): void {
    const standing = standingOf(this.timeline, change);
    if (standing === "known") return;
    if (standing === "next") {
      this.setTimeline(fold(this.timeline, change));
      this.settle();
      return;
    }
    if (standing === "gap") this.waiting.push(change);
    else this.isBehind = true;
    if (this.failures === 0) this.askWithin(standing === "gap" ? GAP_MS : 0);
  }

  /** Asks for everything after what is known: after a gap, a reconnect, a sleep, a minute hidden. Tries again until it is answered. */
  catchUp(): Promise<void> {
    this.stopAsking();
    this.askAgain = this.catching !== null;
    this.catching ??= this.fetchMissing().finally(() => {
      this.catching = null;
    });
    return this.catching;
  }

  async loadBefore(): Promise<void> {
    const first = this.timeline.messages[0]?.seq;
    if (!first || !this.timeline.hasBefore) return;
    const page = await fetchMessages(this.place, { before: first, limit: PAGE });
    this.setTimeline(mergePage(this.timeline, page, "before"));
  }

  async loadAfter(): Promise<void> {
    const last = this.timeline.messages.at(-1)?.seq;
    if (!last || !this.timeline.hasAfter) return;
    const page = await fetchMessages(this.place, { after: last, limit: PAGE });
    this.setTimeline(mergePage(this.timeline, page, "after"));
  }

  /** Moves the window so that it holds a number of the timeline. */
  async loadAround(seq: number): Promise<void> {
    if (this.timeline.messages.some((one) => one.seq === seq)) return;
    const page = await fetchMessages(this.place, { around: seq, limit: PAGE });
    const { items, hasBefore, hasAfter, eventSeq } = page;
    this.setTimeline({
      ...this.timeline,
      messages: items,
      hasBefore,
      hasAfter,
      eventSeq: Math.max(eventSeq, this.timeline.eventSeq),
    });
  }

  async openThread(parentId: string): Promise<void> {
    const params = { workspace: this.place.workspace, messageId: parentId };
    const { items } = await fetchReplies(params, {});
    const { threads } = this.timeline;
    this.setTimeline({
      ...this.timeline,
      threads: { ...threads, [parentId]: mergeReplies(threads[parentId] ?? [], items) },
    });
  }

  /** Shows a change of one message before or after the server confirms it. */
  patch(messageId: string, change: (message: MessageDto) => MessageDto): void {
    const apply = (one: MessageDto) => (one.id === messageId ? change(one) : one);
    const threads = Object.fromEntries(
      Object.entries(this.timeline.threads).map(([parentId, replies]) => [parentId, replies.map(apply)]),
    );
    this.setTimeline({ ...this.timeline, messages: this.timeline.messages.map(apply), threads });
  }

  /** Words of an answer, live. A gap is filled from the run's own stream, which then tells the rest. */
  receiveDelta(runId: string, delta: RunDelta): void {
    const view = applyDelta(this.runOf(runId), delta);
    this.setRun(view);
    if (view.gap) void this.followAnswer(runId);
  }

  setRun(view: RunView): void {
    this.state.setState({ runs: { ...this.state.getState().runs, [view.runId]: view } });
  }

  /** Reads an answer from its log on: after a reload, or when a delta was lost. One reader per answer. */
  async followAnswer(runId: string): Promise<void> {
    if (this.following.has(runId)) return;
    this.following.add(runId);
    try {
      await followRun({
        workspace: this.place.workspace,
        view: this.runOf(runId),
        onView: (view) => this.setRun(view),
      });
      await this.catchUp();
    } finally {
      this.following.delete(runId);
    }
  }

  /** In an AI chat every message is a question: once it is stored, the assistant's turn begins, streamed to us and to all in the chat. */
  async ask(body: string): Promise<void> {
    const messageId = await this.stored(this.sender.add(body, null));
    const onView = (view: RunView) => this.setRun(view);
    try {
      await askAssistant({ ...this.place, input: { messageId }, onView });
      await this.catchUp();
    } catch (error) {
      tellFailure(error);
    }
  }

  /** The id of a message once the server has it, however long that takes. */
  private stored(clientId: string): Promise<string> {
    return new Promise((resolve) => {
      const check = () => {
        const { acknowledged, timeline } = this.state.getState();
        const message = acknowledged[clientId] ?? timeline.messages.find((one) => one.clientId === clientId);
        if (!message) return;
        stop();
        resolve(message.id);
      };
      const stop = this.state.subscribe(check);
      check();
    });
  }

  private runOf(runId: string): RunView {
    return this.state.getState().runs[runId] ?? emptyRunView(runId);
  }

  setTyping(memberId: string, name: string, typing: boolean): void {
    const now = Date.now();
    const rest = this.state.getState().typing.filter((one) => one.memberId !== memberId && one.until > now);
    this.state.setState({ typing: typing ? [...rest, { memberId, name, until: now + 6_000 }] : rest });
  }

  setReceipt(memberId: string, receipt: { deliveredSeq: number; seenSeq: number }): void {
    const participants = this.timeline.participants.map((one) =>
      one.memberId === memberId
        ? {
            ...one,
            deliveredSeq: Math.max(one.deliveredSeq, receipt.deliveredSeq),
            seenSeq: Math.max(one.seenSeq, receipt.seenSeq),
          }
        : one,
    );
    this.setTimeline({ ...this.timeline, participants });
  }

  private async fetchMissing(): Promise<void> {
    if (!this.state.getState().ready) return;
    try {
      do {
        this.askAgain = false;
        await this.fetchLog();
      } while (this.askAgain);
      this.isBehind = false;
      this.failures = 0;
    } catch (error) {
      this.isBehind = isPassing(error);
      if (this.isBehind) this.askWithin(retryDelayMs(error, this.failures++));
      else this.waiting = []; // no longer ours to read
    }
    this.settle();
  }

  private async fetchLog(): Promise<void> {
    try {
      for (;;) {
        const { items, lastSeq } = await fetchEvents(this.place, this.timeline.eventSeq);
        this.setTimeline(items.reduce(fold, this.timeline));
        if (items.length === 0 || this.timeline.eventSeq >= lastSeq) return;
      }
    } catch (error) {
      if (!(error instanceof CallError && error.code === "GONE")) throw error;
      await this.refetch();
    }
  }

  private askWithin(ms: number): void {
    const dueAt = Date.now() + ms;
    if (this.asking && this.asking.dueAt <= dueAt) return;
    this.stopAsking();
    this.asking = { dueAt, timer: setTimeout(() => void this.catchUp(), ms) };
  }

  private stopAsking(): void {
    if (this.asking) clearTimeout(this.asking.timer);
    this.asking = null;
  }

  /** The log does not reach back far enough: start again from a fresh page. */
  private async refetch(): Promise<void> {
    const [page, participants] = [
      await fetchMessages(this.place, { limit: PAGE }),
      await fetchParticipants(this.place),
    ];
    this.setTimeline({
      ...mergeSnapshot(emptyTimeline, page),
      participants: participants.items,
      conversation: this.timeline.conversation,
    });
  }

  /** After the timeline moved: fold what waited, and stop showing what has arrived by itself. */
  private settle(): void {
    const waiting = this.waiting.sort((a, b) => a.seq - b.seq);
    this.waiting = [];
    for (const change of waiting) this.receive(change);
    this.dropArrived();
    const isWaiting = this.waiting.length > 0 || Object.keys(this.state.getState().acknowledged).length > 0;
    if (!isWaiting && !this.isBehind) this.stopAsking();
  }

  private dropArrived(): void {
    const { acknowledged, timeline } = this.state.getState();
    if (Object.keys(acknowledged).length === 0) return;
    const arrived = new Set(
      [...timeline.messages, ...Object.values(timeline.threads).flat()].map((one) => one.clientId),
    );
    const still = Object.entries(acknowledged).filter(([clientId]) => !arrived.has(clientId));
    if (still.length < Object.keys(acknowledged).length)
      this.state.setState({ acknowledged: Object.fromEntries(still) });
  }

  private acknowledge(clientId: string, message: MessageDto): void {
    const { unsent, acknowledged } = this.state.getState();
    this.state.setState({
      unsent: unsent.filter((item) => item.clientId !== clientId),
      acknowledged: { ...acknowledged, [clientId]: message },
    });
    this.dropArrived();
    if (clientId in this.state.getState().acknowledged) this.askWithin(ECHO_MS);
  }

  private setTimeline(timeline: Timeline): void {
    if (timeline !== this.timeline) this.state.setState({ timeline });
  }
}
