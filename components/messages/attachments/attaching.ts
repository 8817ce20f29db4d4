import { createStore, type StoreApi } from "zustand/vanilla";
import { CallError } from "@/lib/core/call";
import { newId } from "@/lib/core/ids";
import { cancelUpload } from "@/lib/files/client";
import { LARGEST_FILE } from "@/lib/files/schema";
import { t } from "@/lib/text/catalogue";
import type { Attached } from "./attached";
import { forgetFile, keepFile, recallFile } from "./kept-files";

/** A file on its way to the server. */
export type Progress = {
  /** From 0 to 1. */
  share: number;
  state: "waiting" | "sending" | "ready" | "failed";
  fileId: string | null;
  /** Why it failed, as a sentence. */
  reason: string | null;
  /** Whether trying again may help. */
  isPassing: boolean;
  /** Where a picture can be seen meanwhile. */
  preview: string | null;
};

type Job = { file: File; stop: AbortController; uploadId: string | null };

/** A browser opens six connections to a server; the page needs some of them. */
const AT_ONCE = 3;
const FRESH = { share: 0, state: "waiting", fileId: null, reason: null, isPassing: false } as const;

/** It was not uploaded: its sentence, and whether the line was to blame. */
class NotUploaded extends Error {
  readonly isPassing: boolean;

  constructor(reason: string, isPassing: boolean) {
    super(reason);
    this.name = "NotUploaded";
    this.isPassing = isPassing;
  }
}

/** Uploads what is attached to messages, from the moment it is chosen. One for each workspace, and it goes on whichever page one is on. */
export class Attaching {
  readonly state: StoreApi<Record<string, Progress>> = createStore(() => ({}) as Record<string, Progress>);
  readonly #workspace: string;
  readonly #jobs = new Map<string, Job>();

  constructor(workspace: string) {
    this.#workspace = workspace;
    if (typeof window !== "undefined") window.addEventListener("online", () => this.retryPassing());
  }

  add(file: File): Attached {
    const attached = {
      id: newId(),
      name: file.name || t.attachment.pasted,
      sizeBytes: file.size,
      mediaType: file.type,
      fileId: null,
    };
    void keepFile(attached.id, file);
    this.#take(attached.id, file);
    return attached;
  }

  /** Goes on with what an earlier page left. What it kept no bytes of has to be attached again. */
  async resume({ id, name, mediaType, fileId }: Attached): Promise<void> {
    if (this.state.getState()[id]) return;
    if (fileId) return this.#set(id, { ...FRESH, state: "ready", share: 1, fileId, preview: null });
    this.#set(id, { ...FRESH, preview: null });
    const bytes = await recallFile(id);
    if (bytes) this.#take(id, new File([bytes], name, { type: mediaType }));
    else this.#fail(id, t.attachment.notKept, false);
  }

  retry(id: string): void {
    const job = this.#jobs.get(id);
    if (!job || this.state.getState()[id]?.state !== "failed") return;
    job.stop = new AbortController();
    this.#change(id, FRESH);
    this.#next();
  }

  /** The line is back. */
  retryPassing(): void {
    for (const [id, { state, isPassing }] of Object.entries(this.state.getState()))
      if (state === "failed" && isPassing) this.retry(id);
  }

  /** Nobody wants it: what the server has of it goes too. */
  cancel(id: string): void {
    const job = this.#jobs.get(id);
    job?.stop.abort(new Error("cancelled"));
    if (job?.uploadId)
      void cancelUpload({ workspace: this.#workspace, uploadId: job.uploadId }).catch(() => undefined);
    this.forget(id);
    this.#next();
  }

  /** It went along with its message. */
  forget(id: string): void {
    const { [id]: gone, ...rest } = this.state.getState();
    if (gone?.preview) URL.revokeObjectURL(gone.preview);
    this.#jobs.delete(id);
    this.state.setState(rest, true);
    void forgetFile(id);
  }

  /** The same with its file's id, once it is uploaded. Throws `NotUploaded`. */
  whenReady(attached: Attached): Promise<Attached> {
    if (attached.fileId) return Promise.resolve(attached);
    return new Promise((resolve, reject) => {
      const look = () => {
        const now = this.state.getState()[attached.id];
        if (now?.fileId) resolve({ ...attached, fileId: now.fileId });
        else if (now?.state === "failed") reject(new NotUploaded(now.reason ?? "", now.isPassing));
        else if (!now) reject(new NotUploaded(t.attachment.notKept, false));
        else return;
        stop();
      };
      const stop = this.state.subscribe(look);
      look();
    });
  }

  #take(id: string, file: File): void {
    this.#jobs.set(id, { file, stop: new AbortController(), uploadId: null });
    const preview = PICTURE.test(file.type) ? URL.createObjectURL(file) : null;
    this.#set(id, { ...FRESH, preview });
    if (file.size === 0) this.#fail(id, t.library.upload.empty, false);
    else if (file.size > LARGEST_FILE) this.#fail(id, t.library.upload.tooLarge, false);
    else this.#next();
  }

  #next(): void {
    const all = Object.entries(this.state.getState());
    const busy = all.filter(([, { state }]) => state === "sending").length;
    const waiting = all.filter(([id, { state }]) => state === "waiting" && this.#jobs.has(id));
    for (const [id] of waiting.slice(0, Math.max(0, AT_ONCE - busy))) void this.#send(id);
  }

  async #send(id: string): Promise<void> {
    const job = this.#jobs.get(id);
    if (!job) return;
    const { file, stop } = job;
    this.#change(id, { state: "sending", share: 0 });
    try {
      const { uploadFile } = await import("@/components/documents/upload-file");
      const onShare = (share: number) => this.#change(id, { share });
      const sent = await uploadFile({ workspace: this.#workspace, file, signal: stop.signal, onShare });
      job.uploadId = sent.uploadId;
      this.#change(id, { state: "ready", share: 1, fileId: sent.fileId });
      void forgetFile(id);
    } catch (error) {
      if (stop.signal.aborted) return;
      this.#fail(id, ...faultOf(error));
    }
    this.#next();
  }

  #fail(id: string, reason: string, isPassing: boolean): void {
    this.#change(id, { state: "failed", reason, isPassing });
  }

  #change(id: string, change: Partial<Progress>): void {
    const one = this.state.getState()[id];
    if (one) this.#set(id, { ...one, ...change });
  }

  #set(id: string, progress: Progress): void {
    this.state.setState({ [id]: progress });
  }
}

/** What a browser draws by itself; nothing that could run. */
const PICTURE = /^image\/(png|jpeg|gif|webp|avif)$/;

function faultOf(error: unknown): [reason: string, isPassing: boolean] {
  // A part of the page that could not be fetched is a line that is away as well.
  if (!(error instanceof CallError)) return [t.attachment.offline, true];
  if (error.status === 0) return [t.attachment.offline, true];
  return [error.errors[0]?.message ?? error.message, error.status >= 500 || error.status === 429];
}

const all = new Map<string, Attaching>();

export function attachingOf(workspace: string): Attaching {
  const known = all.get(workspace) ?? new Attaching(workspace);
  all.set(workspace, known);
  return known;
}
