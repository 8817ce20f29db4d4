import { createStore, type StoreApi } from "zustand/vanilla";
import { toast } from "@/components/ui/toast-store";
import { CallError } from "@/lib/core/call";
import { postDocument, replaceDocument } from "@/lib/documents/client";
import type { CreateDocument, DocumentDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { libraryOf } from "./library-store";
import { uploadFile } from "./upload-file";

/** A file on its way into the Library. */
export type UploadItem = {
  id: number;
  name: string;
  sizeBytes: number;
  folderId: string | null;
  /** From 0 to 1. */
  share: number;
  state: "waiting" | "sending" | "keeping" | "failed";
  reason: string | null;
};

/** Where it goes: a new document with these readers, or the next version of one. */
export type Destination =
  | { kind: "new"; options: Omit<CreateDocument, "fileId" | "uploadId" | "url"> }
  | { kind: "version"; documentId: string };

type Job = { file: File; destination: Destination; stop: AbortController };

/** A browser opens six connections to a server; the page needs some of them. */
const AT_ONCE = 3;
const LARGEST = 1024 * 1024 * 1024;

/** Sends files one after the other, a few at once. Lives as long as the page, whichever room one is in. */
export class UploadQueue {
  readonly state: StoreApi<{ items: UploadItem[] }> = createStore(() => ({ items: [] as UploadItem[] }));
  readonly #workspace: string;
  readonly #jobs = new Map<number, Job>();
  #lastId = 0;

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  add(files: File[], destination: Destination): void {
    const items = files.map((file) => this.#take(file, destination));
    this.state.setState(({ items: before }) => ({ items: [...before, ...items] }));
    this.#next();
  }

  #take(file: File, destination: Destination): UploadItem {
    const id = ++this.#lastId;
    this.#jobs.set(id, { file, destination, stop: new AbortController() });
    const folderId = destination.kind === "new" ? (destination.options.folderId ?? null) : null;
    const reason =
      file.size === 0 ? t.library.upload.empty : file.size > LARGEST ? t.library.upload.tooLarge : null;
    return {
      id,
      name: file.name,
      sizeBytes: file.size,
      folderId,
      share: 0,
      state: reason ? "failed" : "waiting",
      reason,
    };
  }

  /** Also takes a failed one out of sight. */
  cancel(id: number): void {
    this.#jobs.get(id)?.stop.abort(new Error("cancelled"));
    this.#jobs.delete(id);
    this.state.setState(({ items }) => ({ items: items.filter((one) => one.id !== id) }));
    this.#next();
  }

  retry(id: number): void {
    const job = this.#jobs.get(id);
    if (!job) return;
    job.stop = new AbortController();
    this.#change(id, { state: "waiting", reason: null });
    this.#next();
  }

  #next(): void {
    const { items } = this.state.getState();
    const busy = items.filter(({ state }) => state === "sending" || state === "keeping").length;
    const waiting = items.filter(({ state }) => state === "waiting").slice(0, Math.max(0, AT_ONCE - busy));
    for (const { id } of waiting) void this.#send(id);
  }

  async #send(id: number): Promise<void> {
    const job = this.#jobs.get(id);
    if (!job) return;
    this.#change(id, { state: "sending", share: 0 });
    try {
      const fileId = await uploadFile({
        workspace: this.#workspace,
        file: job.file,
        signal: job.stop.signal,
        onShare: (share) => this.#change(id, { share }),
      });
      this.#change(id, { state: "keeping", share: 1 });
      const document = await this.#keep(job.destination, fileId);
      const library = libraryOf(this.#workspace);
      // The same bytes for the same readers are the same document.
      const isHere = job.destination.kind === "new" && library.has(document.id);
      if (isHere) toast({ message: t.library.upload.isHere(document.title) });
      library.put(document);
      this.cancel(id);
    } catch (error) {
      if (job.stop.signal.aborted) return;
      this.#change(id, { state: "failed", reason: sentenceOf(error) });
      this.#next();
    }
  }

  #keep(destination: Destination, fileId: string): Promise<DocumentDto> {
    const place = { workspace: this.#workspace };
    return destination.kind === "new"
      ? postDocument(place, { fileId, ...destination.options })
      : replaceDocument({ ...place, documentId: destination.documentId }, fileId);
  }

  #change(id: number, change: Partial<UploadItem>): void {
    this.state.setState(({ items }) => ({
      items: items.map((one) => (one.id === id ? { ...one, ...change } : one)),
    }));
  }
}

const queues = new Map<string, UploadQueue>();

export function uploadsOf(workspace: string): UploadQueue {
  const known = queues.get(workspace) ?? new UploadQueue(workspace);
  queues.set(workspace, known);
  return known;
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof CallError)) return t.problem.unknown;
  return error.code === "OFFLINE" ? t.library.upload.offline : (error.errors[0]?.message ?? error.message);
}
