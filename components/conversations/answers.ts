import type { StoreApi } from "zustand/vanilla";
import { tellFailure } from "@/components/shell/tell";
import {
  applyDelta,
  askAssistant,
  emptyRunView,
  followRun,
  type RunDelta,
  type RunView,
} from "@/lib/runs/client";
import type { Scope } from "@/lib/runs/schema";
import type { ConversationState } from "./conversation-store";

type Place = { workspace: string; conversationId: string };

/** The answers of a conversation while they grow, by run: from the live topic, and from the run's own log where that is not enough. */
export class Answers {
  private readonly following = new Set<string>();

  constructor(
    private readonly place: Place,
    private readonly state: StoreApi<ConversationState>,
    private readonly ended: () => Promise<void>,
  ) {}

  /** Words of an answer, live. A gap is filled from the run's own stream, which then tells the rest. */
  receive(runId: string, delta: RunDelta): void {
    const view = applyDelta(this.viewOf(runId), delta);
    this.set(view);
    if (view.gap) void this.follow(runId);
  }

  /** Reads an answer from its log on: after a reload, or when a delta was lost. One reader per answer. */
  async follow(runId: string): Promise<void> {
    if (this.following.has(runId)) return;
    this.following.add(runId);
    try {
      const { workspace } = this.place;
      await followRun({ workspace, view: this.viewOf(runId), onView: (view) => this.set(view) });
      await this.ended();
    } finally {
      this.following.delete(runId);
    }
  }

  /** In an AI chat every message is a question: the assistant's turn begins, streamed to us and to all in the chat. */
  async ask(messageId: string, scope?: Scope): Promise<void> {
    try {
      const input = { messageId, ...(scope ? { scope } : {}) };
      await askAssistant({ ...this.place, input, onView: (view) => this.set(view) });
      await this.ended();
    } catch (error) {
      tellFailure(error);
    }
  }

  private viewOf(runId: string): RunView {
    return this.state.getState().runs[runId] ?? emptyRunView(runId);
  }

  private set(view: RunView): void {
    this.state.setState({ runs: { ...this.state.getState().runs, [view.runId]: view } });
  }
}
