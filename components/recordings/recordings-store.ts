import { createStore, type StoreApi } from "zustand/vanilla";
import { CallError } from "@/lib/core/call";
import { fetchRecording, fetchRecordings } from "@/lib/recordings/client";
import type { RecordingDto } from "@/lib/recordings/schema";
import type { RecordingEvent } from "./recordings-heard";

export type RecordingsState = { recordings: Record<string, RecordingDto> };

type Progress = Pick<RecordingDto, "status" | "stage" | "progress">;

/** More than this is found by searching, not by looking. */
const MOST = 2_000;

/** The recordings as this browser knows them: one store for each workspace, kept while one walks about in the product. */
export class RecordingsStore {
  readonly state: StoreApi<RecordingsState> = createStore<RecordingsState>()(() => ({ recordings: {} }));
  readonly #workspace: string;
  /** Dropped, and not told to be back: an answer that was on its way, or word of a job that still ran, does not bring it back. */
  readonly #gone = new Set<string>();

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  /** What a page brought with it. Of two, the one that was changed later wins. */
  hydrate(recordings: RecordingDto[]): void {
    const { recordings: known } = this.state.getState();
    const newer = recordings.filter((one) => (known[one.recordingId]?.updatedAt ?? "") <= one.updatedAt);
    this.state.setState({ recordings: { ...known, ...byId(newer) } });
  }

  /** One that has other readers is gone for those who heard it until now, and there again for whoever may hear it from now on. */
  hear({ change, recordingId, ...progress }: RecordingEvent): void {
    if (change === "deleted") this.drop(recordingId);
    else if (change === "restored" || change === "updated") void this.#restore(recordingId);
    else if (change === "progressed" && progress.status === "processing")
      this.#advance(recordingId, progress);
    else void this.reload(recordingId);
  }

  /** Everything anew, page by page. What is no longer there goes. */
  async refresh(): Promise<void> {
    const goneBefore = new Set(this.#gone);
    const all: RecordingDto[] = [];
    for (let cursor: string | null | undefined; cursor !== null && all.length < MOST; ) {
      const page = await fetchRecordings({ workspace: this.#workspace }, cursor ? { cursor } : {});
      all.push(...page.items);
      cursor = page.nextCursor;
    }
    const found = all.filter((one) => goneBefore.has(one.recordingId) || !this.#gone.has(one.recordingId));
    this.state.setState({ recordings: byId(found) });
  }

  /** A recording came or changed: fetched; no longer to be heard: dropped. */
  async reload(recordingId: string): Promise<void> {
    if (this.#gone.has(recordingId)) return;
    try {
      const recording = await fetchRecording({ workspace: this.#workspace, recordingId });
      if (!this.#gone.has(recordingId)) this.put(recording);
    } catch (error) {
      if (error instanceof CallError && error.code === "NOT_FOUND") this.drop(recordingId);
    }
  }

  /** How far the work is. */
  #advance(recordingId: string, { status, stage, progress }: Progress): void {
    const one = this.state.getState().recordings[recordingId];
    if (one) this.put({ ...one, status, stage, progress });
  }

  put(recording: RecordingDto): void {
    this.#gone.delete(recording.recordingId);
    const { recordings } = this.state.getState();
    this.state.setState({ recordings: { ...recordings, [recording.recordingId]: recording } });
  }

  async #restore(recordingId: string): Promise<void> {
    this.#gone.delete(recordingId);
    await this.reload(recordingId);
  }

  drop(recordingId: string): void {
    this.#gone.add(recordingId);
    const { [recordingId]: _gone, ...rest } = this.state.getState().recordings;
    this.state.setState({ recordings: rest });
  }
}

const stores = new Map<string, RecordingsStore>();

export function recordingsOf(workspace: string): RecordingsStore {
  const known = stores.get(workspace) ?? new RecordingsStore(workspace);
  stores.set(workspace, known);
  return known;
}

function byId(items: RecordingDto[]): Record<string, RecordingDto> {
  return Object.fromEntries(items.map((one) => [one.recordingId, one]));
}
