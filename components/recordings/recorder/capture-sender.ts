import { isPassing, retryDelayMs } from "@/components/conversations/retrying";
import { CallError } from "@/lib/core/call";
import { newId } from "@/lib/core/ids";
import { completeRecording, postNote, postRecording, putCaption, putSlice } from "@/lib/recordings/client";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { forgetCaption, type KeptCaption, keepCaption, listCaptions } from "./kept-captions";
import {
  type Capture,
  forgetCapture,
  forgetNote,
  forgetSlice,
  type KeptNote,
  keepCapture,
  keepNote,
  keepSlice,
  listKept,
  type Slice,
} from "./kept-captures";

type Sink = {
  /** The server knows of it now. */
  onKnown(recording: RecordingDto): void;
  /** How much still waits, and whether the line is away. */
  onWaiting(waiting: { slices: number; isAway: boolean }): void;
  /** The server does not want it: its sentence. What is kept stays kept. */
  onRefused(sentence: string): void;
  /** It is not to be sent after all. */
  onGivenUp(): void;
  /** The server had finished it, and takes all of it as another recording. */
  onAnother(recording: RecordingDto): void;
  /** All of it is with the server, and is being put together. */
  onDone(recording: RecordingDto): void;
};

/**
 * Sends what is recorded in its order: first that there is a recording, then notes and slices as they come, at last that it is over. What
 * cannot reach the server waits and is tried again; every attempt may be repeated, and makes nothing twice.
 */
export class CaptureSender {
  capture: Capture;
  readonly #sink: Sink;
  #slices: Slice[] = [];
  #notes: KeptNote[] = [];
  #captions: KeptCaption[] = [];
  #isBusy = false;
  #draining: Promise<void> = Promise.resolve();
  #isDone = false;
  #isAway = false;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(capture: Capture, sink: Sink) {
    this.capture = capture;
    this.#sink = sink;
  }

  /** Takes up what an earlier page left. */
  async takeUp(): Promise<void> {
    const { slices, notes } = await listKept(this.capture.id);
    const captions = await listCaptions(this.capture.id);
    // Whatever came since this was asked for stands in both.
    const newer = this.#slices.filter(({ n }) => !slices.some((one) => one.n === n));
    this.#slices = [...slices, ...newer];
    this.#notes = [...notes, ...this.#notes.filter(({ id }) => !notes.some((one) => one.id === id))];
    this.#captions = [
      ...captions,
      ...this.#captions.filter(({ id }) => !captions.some((one) => one.id === id)),
    ];
    this.#tell();
    this.tryNow();
  }

  /** Keeps a slice, and then sends it. With it `safeMs` are recorded. */
  async addSlice(bytes: Blob, safeMs: number): Promise<void> {
    const slice = { captureId: this.capture.id, n: this.capture.nextSlice, bytes };
    this.capture = { ...this.capture, nextSlice: slice.n + 1, safeMs };
    await keepSlice(this.capture, slice);
    this.#slices.push(slice);
    this.#tell();
    this.tryNow();
  }

  async addNote(note: KeptNote): Promise<void> {
    await keepNote(note);
    this.#notes.push(note);
    this.tryNow();
  }

  async addCaption(caption: KeptCaption): Promise<void> {
    await keepCaption(caption);
    this.#captions.push(caption);
    this.tryNow();
  }

  /** No more of it comes. */
  async finish(): Promise<void> {
    this.capture = { ...this.capture, isOver: true };
    await keepCapture(this.capture);
    this.tryNow();
  }

  /** Nobody wants it: nothing more of it is sent. Resolves when what was on its way has been answered. */
  async giveUp(): Promise<void> {
    this.#close();
    await this.#draining;
    this.#sink.onGivenUp();
  }

  #close(): void {
    this.#isDone = true;
    clearTimeout(this.#timer);
  }

  /** Without waiting any longer: the line may be back. */
  tryNow(): void {
    clearTimeout(this.#timer);
    if (!this.#isBusy && !this.#isDone) this.#draining = this.#drain();
  }

  async #drain(): Promise<void> {
    this.#isBusy = true;
    try {
      while (!this.#isDone && (await this.#sendNext())) this.#arrived();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isBusy = false;
    }
  }

  /** Whether there was something to send. */
  async #sendNext(): Promise<boolean> {
    const { id, workspace, recordingId, isOver, nextSlice, to } = this.capture;
    if (recordingId === null) {
      await this.#begin();
      return true;
    }
    const place = { workspace, recordingId };
    const [note] = this.#notes;
    const [slice] = this.#slices;
    if (note) {
      try {
        await postNote(place, { atMs: note.atMs, text: note.text }, note.id);
      } catch (error) {
        return this.#goOnWithAnother(error, ["NOT_FOUND"]);
      }
      this.#notes = this.#notes.filter((one) => one !== note);
      await forgetNote(note);
      return true;
    }
    const [caption] = this.#captions;
    if (caption) {
      await this.#sendCaption(recordingId, caption);
      return true;
    }
    if (slice) {
      try {
        await putSlice({ ...place, n: slice.n }, slice.bytes);
      } catch (error) {
        return this.#goOnWithAnother(error, ["NOT_FOUND", "CONFLICT"]);
      }
      this.#slices = this.#slices.filter((one) => one !== slice);
      await forgetSlice(slice);
      return true;
    }
    if (!isOver) return false;
    const recording = await completeRecording(place, { slices: nextSlice, ...to });
    this.#close();
    await forgetCapture(id);
    this.#sink.onDone(recording);
    return false;
  }

  /** The server makes the recording that all else belongs to. */
  async #begin(): Promise<void> {
    const { id, workspace, about, beganAt, continues } = this.capture;
    const body = { ...about, capture: true as const, recordedAt: beganAt };
    const whole = { ...body, ...(about.title ? { title: t.recorder.left.whole(about.title) } : {}) };
    const recording = continues
      ? await postRecording({ workspace }, { ...whole, continues: continues.recordingId }, continues.key)
      : await postRecording({ workspace }, body, id);
    this.capture = { ...this.capture, recordingId: recording.recordingId };
    await keepCapture(this.capture);
    this.#sink.onKnown(recording);
    if (continues) this.#sink.onAnother(recording);
  }

  /**
   * After a day without a slice the server finishes what it has. Who comes back later brings the rest to another recording, which takes along what
   * was sent before. Whether it may is for the server to say; throws what is no such refusal.
   */
  async #goOnWithAnother(error: unknown, codes: string[]): Promise<true> {
    const { recordingId } = this.capture;
    if (recordingId === null || !(error instanceof CallError) || !codes.includes(error.code)) throw error;
    this.capture = { ...this.capture, recordingId: null, continues: { recordingId, key: newId() } };
    await keepCapture(this.capture);
    return true;
  }

  /** Without captions the recording is whole: what the server does not want of them is let go. */
  async #sendCaption(recordingId: string, caption: KeptCaption): Promise<void> {
    const { startMs, endMs, text } = caption;
    const place = { workspace: this.capture.workspace, recordingId, captionId: caption.id };
    await putCaption(place, { startMs, endMs, text }).catch((error: unknown) => {
      if (isPassing(error)) throw error;
    });
    this.#captions = this.#captions.filter((one) => one !== caption);
    await forgetCaption(caption);
  }

  #arrived(): void {
    this.#tries = 0;
    this.#isAway = false;
    this.#tell();
  }

  #failed(error: unknown): void {
    if (this.#isDone) return;
    if (!isPassing(error) && !this.#isStillAnswered(error)) {
      this.#close();
      this.#sink.onRefused(error instanceof CallError ? error.message : "");
      return;
    }
    this.#isAway = true;
    this.#tell();
    this.#timer = setTimeout(() => this.tryNow(), retryDelayMs(error, this.#tries));
    this.#tries += 1;
  }

  /** What carries a key of its own is in conflict with nothing but its first attempt, which the server is still at. */
  #isStillAnswered(error: unknown): boolean {
    const isKeyed = this.capture.recordingId === null || this.#notes.length > 0;
    return isKeyed && error instanceof CallError && error.code === "CONFLICT";
  }

  #tell(): void {
    this.#sink.onWaiting({ slices: this.#slices.length, isAway: this.#isAway });
  }
}
