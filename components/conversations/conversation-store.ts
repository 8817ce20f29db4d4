import { createStore, type StoreApi } from "zustand/vanilla";
import { fetchConversation, fetchEvents, fetchParticipants } from "@/lib/conversations/client";
import type { ConversationCore, ParticipantDto } from "@/lib/conversations/schema";
import { CallError } from "@/lib/core/call";
import {
  bringForward,
  type Change,
  emptyTimeline,
  fetchMessages,
  fetchNamedMessages,
  fetchReplies,
  fold,
  mergePage,
  mergeReplies,
  mergeSnapshot,
  type Page,
  standingOf,
  type Timeline,
} from "@/lib/messages/client";
import type { MessageDto } from "@/lib/messages/schema";
import type { RunView } from "@/lib/runs/client";
import type { Scope } from "@/lib/runs/schema";
import { Answers } from "./answers";
import { CatchingUp } from "./catching-up";
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
  page: Page;
};

const GAP_MS = 250;
/** How long the event of a message of our own may take after its answer. */
const ECHO_MS = 1_000;
const PAGE = 50;
/** So many of the newest changes are kept, to be folded into a page that was read before them. */
const RECENT = 200;

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
  readonly answers: Answers;
  private readonly catching: CatchingUp;
  private waiting: Change[] = [];
  private recent: Change[] = [];

  constructor(readonly place: { workspace: string; conversationId: string }) {
    this.sender = new Sender(place, {
      list: () => this.state.getState().unsent,
      set: (unsent) => this.state.setState({ unsent }),
      sent: (clientId, message) => this.acknowledge(clientId, message),
    });
    this.catching = new CatchingUp(() => this.fetchMissing(), {
      caughtUp: () => this.settle(),
      refused: () => {
        this.waiting = []; // no longer ours to read
      },
    });
    this.answers = new Answers(place, this.state, () => this.catchUp());
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
    if (this.catching.isBehind || page.eventSeq > this.timeline.eventSeq) void this.catchUp();
  }

  /** A change from the socket. In order it is folded at once; after a gap it waits 250 ms for what is missing, then asks. */
  receive(change: Change): void {
    const standing = standingOf(this.timeline, change);
    if (standing === "known") return;
    if (standing === "next") {
      this.take(change);
      this.settle();
      return;
    }
    if (standing === "gap") this.waiting.push(change);
    else this.catching.isBehind = true;
    this.catching.within(standing === "gap" ? GAP_MS : 0);
  }

  /** Asks for everything after what is known: after a gap, a reconnect, a sleep, a minute hidden. Tries again until it is answered. */
  catchUp(): Promise<void> {
    return this.catching.now();
  }

  async loadBefore(): Promise<void> {
    const first = this.timeline.messages[0]?.seq;
    if (!first || !this.timeline.hasBefore) return;
    const page = await this.fetchPage({ before: first });
    if (this.timeline.messages[0]?.seq === first) this.setTimeline(mergePage(this.timeline, page, "before"));
  }

  async loadAfter(): Promise<void> {
    const last = this.timeline.messages.at(-1)?.seq;
    if (!last || !this.timeline.hasAfter) return;
    const page = await this.fetchPage({ after: last });
    if (this.timeline.messages.at(-1)?.seq === last)
      this.setTimeline(mergePage(this.timeline, page, "after"));
  }

  /** Moves the window so that it holds a number of the timeline. */
  async loadAround(seq: number): Promise<void> {
    if (this.timeline.messages.some((one) => one.seq === seq)) return;
    const { items, hasBefore, hasAfter } = await this.fetchPage({ around: seq });
    this.setTimeline({ ...this.timeline, messages: items, hasBefore, hasAfter });
  }

  async openThread(parentId: string): Promise<void> {
    const params = { workspace: this.place.workspace, messageId: parentId };
    const asOf = this.timeline.eventSeq;
    const { items } = await fetchReplies(params, {});
    // A thread that is not open yet hears of no reply: what came while these were on their way may be missing among them.
    const heard = this.recent.flatMap(({ seq, message }) =>
      seq > asOf && message?.parentId === parentId ? [message] : [],
    );
    const { threads } = this.timeline;
    const replies = mergeReplies(mergeReplies(threads[parentId] ?? [], items), heard);
    this.setTimeline({ ...this.timeline, threads: { ...threads, [parentId]: replies } });
  }

  /** Shows a change of one message before or after the server confirms it. */
  patch(messageId: string, change: (message: MessageDto) => MessageDto): void {
    const apply = (one: MessageDto) => (one.id === messageId ? change(one) : one);
    const threads = Object.fromEntries(
      Object.entries(this.timeline.threads).map(([parentId, replies]) => [parentId, replies.map(apply)]),
    );
    this.setTimeline({ ...this.timeline, messages: this.timeline.messages.map(apply), threads });
  }

  /** What an answer says now: a source that it quoted is gone, or back, and the server leaves its words out, or not. */
  async reread({ id }: MessageDto): Promise<void> {
    const [now] = await fetchNamedMessages(this.place, [id]);
    if (now) this.patch(id, () => now);
  }

  /** Sends a question of an AI chat; once it is stored, however long that takes, the assistant's turn begins. */
  async ask(body: string, scope?: Scope): Promise<void> {
    await this.answers.ask(await this.stored(this.sender.add(body, null)), scope);
  }

  /** The id of a message once the server has it. */
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
      for (;;) {
        const { items, lastSeq } = await fetchEvents(this.place, this.timeline.eventSeq);
        for (const change of items) this.take(change);
        if (items.length === 0 || this.timeline.eventSeq >= lastSeq) return;
      }
    } catch (error) {
      if (!(error instanceof CallError && error.code === "GONE")) throw error;
      await this.refetch();
    }
  }

  /** A page as of now: changes that overtook it on its way are folded in; what it knows more than we do is asked for. */
  private async fetchPage(query: { before?: number; after?: number; around?: number }): Promise<Page> {
    for (;;) {
      const page = await fetchMessages(this.place, { ...query, limit: PAGE });
      if (page.eventSeq > this.timeline.eventSeq) this.catching.within(GAP_MS);
      const current = bringForward(page, this.recent, this.timeline.eventSeq);
      if (current) return current;
    }
  }

  private take(change: Change): void {
    if (change.seq <= this.timeline.eventSeq) return;
    this.setTimeline(fold(this.timeline, change));
    this.recent = [...this.recent.slice(1 - RECENT), change];
  }

  /** The log does not reach back far enough: start again from a fresh page. */
  private async refetch(): Promise<void> {
    const page = await fetchMessages(this.place, { limit: PAGE });
    const participants = await fetchParticipants(this.place);
    const conversation = await fetchConversation(this.place);
    this.recent = [];
    this.setTimeline({
      ...mergeSnapshot(emptyTimeline, page),
      participants: participants.items,
      conversation,
    });
  }

  /** After the timeline moved: fold what waited, and stop showing what has arrived by itself. */
  private settle(): void {
    const waiting = this.waiting.sort((a, b) => a.seq - b.seq);
    this.waiting = [];
    for (const change of waiting) this.receive(change);
    this.dropArrived();
    const isWaiting = this.waiting.length > 0 || Object.keys(this.state.getState().acknowledged).length > 0;
    if (!isWaiting && !this.catching.isBehind) this.catching.stop();
  }

  /** What the timeline shows is neither unsent any more, whether or not its answer came, nor shown beside it. */
  private dropArrived(): void {
    const { acknowledged, unsent, timeline } = this.state.getState();
    const pending = [...Object.keys(acknowledged), ...unsent.map((item) => item.clientId)];
    if (pending.length === 0) return;
    const shown = [...timeline.messages, ...Object.values(timeline.threads).flat()];
    const arrived = new Set(shown.map((one) => one.clientId));
    for (const clientId of pending.filter((id) => arrived.has(id))) this.sender.drop(clientId);
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
    if (clientId in this.state.getState().acknowledged) this.catching.within(ECHO_MS);
  }

  private setTimeline(timeline: Timeline): void {
    if (timeline !== this.timeline) this.state.setState({ timeline });
  }
}
