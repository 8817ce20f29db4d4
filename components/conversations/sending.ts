import type { Attached } from "@/components/messages/attachments/attached";
import type { Attaching } from "@/components/messages/attachments/attaching";
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
 * Sends the messages of one conversation one after the other, in the order they were written; one whose files are still on their way lets
 * the others pass. What cannot reach the server waits and is tried again; what the server refuses is shown as failed. The clientId makes every
 * retry the same message.
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
    for (const item of fresh) if (item.state !== "failed" && isLacking(item)) void this.upload(item);
    this.kick();
  }

  add(body: string, parentId: string | null, files: Attached[] = []): string {
    const item: Unsent = {
      ...this.place,
      clientId: newId(),
      body,
      parentId,
      files,
      createdAt: new Date().toISOString(),
      state: files.some(({ fileId }) => fileId === null) ? "uploading" : "sending",
      reason: null,
    };
    this.sink.set([...this.sink.list(), item]);
    void keepUnsent(item).then(() => (isLacking(item) ? this.upload(item) : this.kick()));
    return item.clientId;
  }

  /** Tries again what failed or waits: by hand, or because the connection is back. */
  retry(clientId?: string): void {
    const chosen = this.sink
      .list()
      .filter((item) => (clientId ? item.clientId === clientId : item.state === "waiting"));
    for (const item of chosen)
      this.change(item.clientId, { state: isLacking(item) ? "uploading" : "sending", reason: null });
    this.tries = 0;
    for (const item of chosen.filter(isLacking)) void this.upload(item);
    this.kick();
  }

  /** Nobody wants it any more: its files go too. */
  discard(clientId: string): void {
    const item = this.sink.list().find((one) => one.clientId === clientId);
    void this.eachFile(item, (attaching, { id }) => attaching.cancel(id));
    this.forget(clientId);
  }

  /** It is in the conversation, by whichever way one heard of it. */
  drop(clientId: string): void {
    const item = this.sink.list().find((one) => one.clientId === clientId);
    void this.eachFile(item, (attaching, { id }) => attaching.forget(id));
    this.forget(clientId);
  }

  private forget(clientId: string): void {
    this.sink.set(this.sink.list().filter((one) => one.clientId !== clientId));
    void forgetUnsent(clientId);
  }

  /** What uploads is brought where there is something to upload. */
  private async eachFile<T>(
    item: Unsent | undefined,
    work: (attaching: Attaching, file: Attached) => T,
  ): Promise<Awaited<T>[]> {
    if (!item || item.files.length === 0) return [];
    const { attachingOf } = await import("@/components/messages/attachments/attaching");
    const attaching = attachingOf(this.place.workspace);
    return Promise.all(item.files.map((file) => work(attaching, file)));
  }

  /** Waits for its files, and sends it then. */
  private async upload(item: Unsent): Promise<void> {
    const { clientId } = item;
    try {
      const files = await this.eachFile(item, async (attaching, file) => {
        await attaching.resume(file);
        attaching.retry(file.id);
        return attaching.whenReady(file);
      });
      this.change(clientId, { files, state: "sending", reason: null });
      this.kick();
    } catch (error) {
      // Whatever is no refusal of the file itself is a line that is away.
      const refusal =
        error instanceof Error && "isPassing" in error && !error.isPassing ? error.message : null;
      if (refusal !== null) return this.change(clientId, { state: "failed", reason: refusal });
      this.change(clientId, { state: "waiting", reason: null });
      this.wait(error);
    }
  }

  private kick(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    for (const item of this.sink.list().filter((one) => one.state === "waiting" && isLacking(one))) {
      this.change(item.clientId, { state: "uploading" });
      void this.upload(item);
    }
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
    return this.sink.list().find((item) => item.state !== "failed" && !isLacking(item));
  }

  /** Whether the next one may be tried. */
  private async send(item: Unsent): Promise<boolean> {
    const { clientId, body, parentId, files } = item;
    const fileIds = files.flatMap(({ fileId }) => fileId ?? []);
    try {
      const message = await postMessage(this.place, { clientId, body, parentId, fileIds });
      this.tries = 0;
      this.sink.sent(clientId, message);
      void this.eachFile(item, (attaching, { id }) => attaching.forget(id));
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

/** A file of it is not uploaded yet. */
function isLacking({ files }: Unsent): boolean {
  return files.some(({ fileId }) => fileId === null);
}
