import { createStore, type StoreApi } from "zustand/vanilla";
import { tryAgain } from "@/components/realtime/try-again";
import { fetchConversation, fetchConversations } from "@/lib/conversations/client";
import type { ConversationCore, ConversationDto } from "@/lib/conversations/schema";
import { CallError, call } from "@/lib/core/call";
import { listMembersRoute } from "@/lib/members/schema";

export type SidebarState = {
  conversations: Record<string, ConversationDto>;
  /** How much waits in the inbox. */
  inboxCount: number;
  online: Record<string, boolean>;
};

type Place = { workspace: string; memberId: string };

/** Every conversation of one's own with its read state, kept true by the topics of the person, the workspace and the conversations. */
export class SidebarStore {
  readonly state: StoreApi<SidebarState>;

  constructor(
    private readonly place: Place,
    conversations: ConversationDto[],
    inboxCount: number,
  ) {
    this.state = createStore<SidebarState>()(() => ({
      conversations: byId(conversations),
      inboxCount,
      online: {},
    }));
  }

  /** After a reconnect: what was missed is fetched, not guessed. */
  async refresh(): Promise<void> {
    void this.refreshInbox();
    const { items } = await tryAgain(() => fetchConversations(this.place));
    this.state.setState({ conversations: byId(items) });
  }

  /** Never rejects: a number that cannot be had now stays as it is until the next word of a change. */
  async refreshInbox(): Promise<void> {
    try {
      const { fetchInboxCount } = await import("@/lib/inbox/client"); // no page waits for it
      const { open } = await tryAgain(() => fetchInboxCount(this.place));
      this.state.setState({ inboxCount: open });
    } catch {
      // As above.
    }
  }

  /** A conversation appeared, changed its people, or was mentioned in: fetched; no longer visible: dropped. */
  async reload(conversationId: string): Promise<void> {
    try {
      const conversation = await fetchConversation({ ...this.place, conversationId });
      if (conversation.joined) this.put(conversation);
      else this.drop(conversationId);
    } catch (error) {
      if (error instanceof CallError && error.code === "NOT_FOUND") this.drop(conversationId);
    }
  }

  /** Somebody wrote: the count moves by arithmetic. One's own message is read. */
  bump(
    conversationId: string,
    numbers: { eventSeq: number; messageSeq: number; senderId: string | null },
  ): void {
    this.change(conversationId, (one) => {
      if (numbers.messageSeq <= one.messageSeq) return one;
      const lastReadSeq = numbers.senderId === this.place.memberId ? numbers.messageSeq : one.lastReadSeq;
      return {
        ...one,
        ...numbers,
        lastReadSeq,
        unread: numbers.messageSeq - lastReadSeq,
        lastMessageAt: new Date().toISOString(),
      };
    });
  }

  setRead(conversationId: string, lastReadSeq: number, mentions: number): void {
    this.change(conversationId, (one) => ({
      ...one,
      lastReadSeq,
      mentions,
      unread: Math.max(0, one.messageSeq - lastReadSeq),
    }));
  }

  setCore(core: ConversationCore): void {
    this.change(core.id, (one) => ({
      ...one,
      name: core.name,
      topic: core.topic,
      visibility: core.visibility,
      archivedAt: core.archivedAt,
    }));
  }

  setOnline(memberId: string, online: boolean): void {
    const { conversations, online: known } = this.state.getState();
    const next = Object.values(conversations).map((one) => ({
      ...one,
      others: one.others.map((other) => (other.memberId === memberId ? { ...other, online } : other)),
    }));
    this.state.setState({ conversations: byId(next), online: { ...known, [memberId]: online } });
  }

  /** Who is here, asked once the line is there: who came just before was heard by nobody. What is heard meanwhile is newer than the answer. */
  async refreshPresence(): Promise<void> {
    const { online: before } = this.state.getState();
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = { kind: "person" as const, limit: 100, ...(cursor ? { cursor } : {}) };
      const page = await call(listMembersRoute, { params: this.place, query });
      for (const { id, online } of page.items)
        if (this.state.getState().online[id] === before[id]) this.setOnline(id, online);
      cursor = page.nextCursor;
    }
  }

  put(conversation: ConversationDto): void {
    this.state.setState({
      conversations: { ...this.state.getState().conversations, [conversation.id]: conversation },
    });
  }

  drop(conversationId: string): void {
    const { [conversationId]: _gone, ...rest } = this.state.getState().conversations;
    this.state.setState({ conversations: rest });
  }

  private change(conversationId: string, change: (one: ConversationDto) => ConversationDto): void {
    const one = this.state.getState().conversations[conversationId];
    if (one) this.put(change(one));
  }
}

function byId(conversations: ConversationDto[]): Record<string, ConversationDto> {
  return Object.fromEntries(conversations.map((one) => [one.id, one]));
}
