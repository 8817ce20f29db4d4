import { createStore, type StoreApi } from "zustand/vanilla";
import { toast } from "@/components/ui/toast-store";
import { CallError } from "@/lib/core/call";
import { postDocument, replaceDocument } from "@/lib/documents/client";
import type { CreateDocument, DocumentDto } from "@/lib/documents/schema";
import { postRecording } from "@/lib/recordings/client";
import { t } from "@/lib/text/catalogue";
import type { BroughtAs } from "../recordings/brought-as";
import { recordingsOf } from "../recordings/recordings-store";
import { libraryOf } from "./library-store";
import { type Uploaded, uploadFile } from "./upload-file";

/** A file on its way into the Library or the recordings. */
export type UploadItem = {
  id: number;
  name: string;
  sizeBytes: number;
  folderId: string | null;
  room: "documents" | "recordings";
  /** From 0 to 1. */
  share: number;
  state: "waiting" | "sending" | "keeping" | "failed";
  reason: string | null;
};

/** Where it goes: a new document with these readers, the next version of one, or a recording. */
export type Destination =
  | { kind: "new"; options: Omit<CreateDocument, "fileId" | "uploadId" | "url"> }
  | { kind: "version"; documentId: string }
  | { kind: "recording"; options: BroughtAs };

type Job = {
  file: File;
  destination: Destination;
  stop: AbortController;
  /** All its bytes are there, and nothing is made of them yet. */
  uploaded: Uploaded | null;
};

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
    this.#jobs.set(id, { file, destination, stop: new AbortController(), uploaded: null });
    const folderId = destination.kind === "new" ? (destination.options.folderId ?? null) : null;
    const reason =
      file.size === 0 ? t.library.upload.empty : file.size > LARGEST ? t.library.upload.tooLarge : null;
    return {
      id,
      name: file.name,
      sizeBytes: file.size,
      folderId,
      room: destination.kind === "recording" ? "recordings" : "documents",
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
    this.#change(id, { state: "sending" });
    try {
      job.uploaded ??= await uploadFile({
        workspace: this.#workspace,
        file: job.file,
        signal: job.stop.signal,
        onShare: (share) => this.#change(id, { share }),
      });
      this.#change(id, { state: "keeping", share: 1 });
      await this.#keep(job.destination, job.uploaded);
      this.cancel(id);
    } catch (error) {
      if (job.stop.signal.aborted) return;
      if (isGone(error)) job.uploaded = null;
      this.#change(id, { state: "failed", reason: sentenceOf(error) });
      this.#next();
    }
  }

  async #keep(destination: Destination, { fileId, uploadId }: Uploaded): Promise<void> {
    const place = { workspace: this.#workspace };
    if (destination.kind === "recording")
      recordingsOf(this.#workspace).put(await postRecording(place, { uploadId, ...destination.options }));
    else if (destination.kind === "version")
      libraryOf(this.#workspace).put(
        await replaceDocument({ ...place, documentId: destination.documentId }, fileId),
      );
    else this.#keepNew(await postDocument(place, { fileId, ...destination.options }));
  }

  /** The same bytes for the same readers are the same document. */
  #keepNew(document: DocumentDto): void {
    const library = libraryOf(this.#workspace);
    if (library.has(document.id)) toast({ message: t.library.upload.isHere(document.title) });
    library.put(document);
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

/** What was uploaded long ago is not kept for ever. */
function isGone(error: unknown): boolean {
  return error instanceof CallError && (error.code === "NOT_FOUND" || error.code === "INVALID");
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof CallError)) return t.problem.unknown;
  return error.code === "OFFLINE" ? t.library.upload.offline : (error.errors[0]?.message ?? error.message);
}
