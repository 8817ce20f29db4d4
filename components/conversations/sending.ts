import { CallError } from "@/lib/core/call";
import { newId } from "@/lib/core/ids";
import { postMessage } from "@/lib/messages/client";
import type { MessageDto } from "@/lib/messages/schema";
import { isPassing, retryDelayMs } from "./retrying";
import { forgetUnsent, keepUnsent, listUnsent, type Unsent } from "./unsent";

type Place = { workspace: string; conversationId: string };

type Sink = {
  list(): Unsent[];
  set(items: Unsent[]): void;
  sent(clientId: string, message: MessageDto): void;
};

/**
 * Sends the messages of one conversation one after the other, in the order they were written. What cannot reach the server waits
 * and is tried again; what the server refuses is shown as failed. The clientId makes every retry the same message.
 */
export class Sender {
  private busy = false;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly place: Place,
    private readonly sink: Sink,
  ) {}

  /** Takes up what an earlier page left unsent. */
  async resume(): Promise<void> {
    const kept = await listUnsent(this.place.conversationId);
    const known = new Set(this.sink.list().map((item) => item.clientId));
    const fresh = kept.filter((item) => !known.has(item.clientId));
    if (fresh.length === 0) return;
    this.sink.set([...fresh, ...this.sink.list()]);
    this.kick();
  }

  add(body: string, parentId: string | null): string {
    const item: Unsent = {
      ...this.place,
      clientId: newId(),
      body,
      parentId,
      createdAt: new Date().toISOString(),
      state: "sending",
      reason: null,
    };
    this.sink.set([...this.sink.list(), item]);
    void keepUnsent(item).then(() => this.kick());
    return item.clientId;
  }

  /** Tries again what failed or waits: by hand, or because the connection is back. */
  retry(clientId?: string): void {
    const items = this.sink.list().map((item) => {
      const chosen = clientId ? item.clientId === clientId : item.state === "waiting";
      return chosen ? { ...item, state: "sending" as const, reason: null } : item;
    });
    this.sink.set(items);
    this.tries = 0;
    this.kick();
  }

  discard(clientId: string): void {
    this.sink.set(this.sink.list().filter((item) => item.clientId !== clientId));
    void forgetUnsent(clientId);
  }

  private kick(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (!this.busy) void this.drain();
  }

  private async drain(): Promise<void> {
    this.busy = true;
    for (let item = this.nextItem(); item; item = this.nextItem()) {
      const goOn = await this.send(item);
      if (!goOn) break;
    }
    this.busy = false;
  }

  private nextItem(): Unsent | undefined {
    return this.sink.list().find((item) => item.state !== "failed");
  }

  /** Whether the next one may be tried. */
  private async send(item: Unsent): Promise<boolean> {
    const { clientId, body, parentId } = item;
    try {
      const message = await postMessage(this.place, { clientId, body, parentId });
      this.tries = 0;
      this.sink.sent(clientId, message);
      await forgetUnsent(clientId);
      return true;
    } catch (error) {
      if (isPassing(error)) {
        this.change(clientId, { state: "waiting", reason: null });
        this.wait(error);
        return false;
      }
      this.change(clientId, { state: "failed", reason: error instanceof CallError ? error.message : null });
      return true;
    }
  }

  private wait(error: unknown): void {
    const delay = retryDelayMs(error, this.tries);
    this.tries += 1;
    this.timer = setTimeout(() => this.kick(), delay);
  }

  private change(clientId: string, change: Partial<Unsent>): void {
    const items = this.sink
      .list()
      .map((item) => (item.clientId === clientId ? { ...item, ...change } : item));
    this.sink.set(items);
    const changed = items.find((item) => item.clientId === clientId);
    if (changed) void keepUnsent(changed);
  }
}
