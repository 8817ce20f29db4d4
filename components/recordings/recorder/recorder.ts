import { createStore, type StoreApi } from "zustand/vanilla";
import { toast } from "@/components/ui/toast-store";
import { newId } from "@/lib/core/ids";
import { fetchNotes } from "@/lib/recordings/client";
import { t } from "@/lib/text/catalogue";
import { recordingsOf } from "../recordings-store";
import { stayAwake } from "./awake";
import { type Caption, Captioner } from "./captioner";
import { CaptureSender } from "./capture-sender";
import { holdCapture, type Release } from "./held";
import { type Capture, forgetCapture, type KeptNote, keepCapture } from "./kept-captures";
import { MicrophoneRefused, openMicrophone, openTab } from "./microphone";
import { type Cut, IDLE, type RecorderState, type Sending } from "./recorder-state";
import { keepWhole } from "./takes";
import { Tape } from "./tape";

type Run = {
  tape: Tape;
  sender: CaptureSender;
  /** null without captions. */
  captioner: Captioner | null;
  letSleep: () => void;
  /** It goes on with nothing: the tape has all of it. */
  isWhole: boolean;
};

/**
 * Records what this browser hears, and sends it while it does. One for each workspace, and it goes on whichever page one is on. Every slice is
 * kept here before it is sent; a page that dies leaves a capture that `goOnWith` takes up, and `finish` ends.
 */
export class Recorder {
  readonly state: StoreApi<RecorderState> = createStore<RecorderState>()(() => ({
    ...IDLE,
    sending: {},
    hidden: [],
  }));
  readonly #workspace: string;
  #run: Run | null = null;

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  /** So much is recorded. */
  nowMs(): number {
    return this.#run?.tape.nowMs() ?? 0;
  }

  /** How loud it was, each a tenth of a second, from 0 to 255, the newest last. */
  levels(): number[] {
    return this.#run?.tape.levels ?? [];
  }

  /** Begins a new one. What refuses it stands in the state. */
  async start(
    about: Capture["about"],
    { deviceId, captionsIn, to }: Pick<Capture, "captionsIn" | "to"> & { deviceId: string | null },
  ): Promise<void> {
    const beganAt = new Date().toISOString();
    const begun = { id: newId(), workspace: this.#workspace, recordingId: null, about, captionsIn, beganAt };
    const fresh = { ...begun, safeMs: 0, nextSlice: 0, isOver: false };
    await this.#begin(to ? { ...fresh, to } : fresh, deviceId);
  }

  /** Goes on with one whose page went away. */
  async goOnWith(capture: Capture): Promise<void> {
    await this.#begin(capture, null);
    const { id, recordingId, workspace } = capture;
    if (!recordingId || this.#run?.sender.capture.id !== id) return;
    const { items } = await fetchNotes({ workspace, recordingId }).catch(() => ({ items: [] }));
    const before = items.map((note) => ({ id: note.id, captureId: id, atMs: note.atMs, text: note.text }));
    this.state.setState(({ notes }) => ({ notes: [...before, ...notes] }));
  }

  /** Sends what is left of one whose page went away, and ends it. */
  async finish(capture: Capture): Promise<void> {
    const release = await holdCapture(capture.id);
    if (!release) return;
    const sender = this.#sendOff(capture, release);
    await sender.takeUp();
    await sender.finish();
  }

  pause(cut: Cut | null = null): void {
    const { phase } = this.state.getState();
    // What is lost in a pause is opened anew after it.
    if (phase === "paused" && cut) this.state.setState({ cut });
    if (!this.#run || phase !== "recording") return;
    this.#run.tape.pause();
    this.#run.captioner?.halt();
    this.state.setState({ phase: "paused", cut, isQuiet: false });
  }

  /** After a pause. A microphone that was taken is opened anew. */
  async resume(): Promise<void> {
    const { cut, deviceId } = this.state.getState();
    const run = this.#run;
    if (!run) return;
    if (cut && !(await this.changeMicrophone(cut === "ended" ? null : deviceId))) return;
    await run.tape.resume();
    run.captioner?.run();
    this.state.setState({ phase: "recording", cut: null, refusal: null });
  }

  /** Another microphone, also while it records. False where it was refused. */
  changeMicrophone(deviceId: string | null): Promise<boolean> {
    return this.#unlessRefused(async () => {
      const microphone = await openMicrophone(deviceId);
      this.#run?.tape.hear("microphone", microphone);
      const [track] = microphone.getAudioTracks();
      if (track) this.#run?.captioner?.hear(track);
      this.state.setState({ deviceId });
    });
  }

  /** The sound of a tab beside the microphone; again: without it. */
  async toggleTab(): Promise<void> {
    const tape = this.#run?.tape;
    if (!tape) return;
    if (this.state.getState().hasTab) {
      tape.unhear("tab");
      this.state.setState({ hasTab: false });
      return;
    }
    await this.#unlessRefused(async () => {
      tape.hear("tab", await openTab());
      this.state.setState({ hasTab: true });
    });
  }

  pin({ atMs, text }: { atMs: number; text: string }): void {
    const sender = this.#run?.sender;
    if (!sender) return;
    const note: KeptNote = { id: newId(), captureId: sender.capture.id, atMs, text };
    this.state.setState(({ notes }) => ({ notes: [...notes, note] }));
    void sender.addNote(note);
  }

  /** Ends it and answers what was made. What is not sent yet goes on being sent. */
  async stop(): Promise<Capture | null> {
    const run = this.#run;
    if (!run) return null;
    this.state.setState({ phase: "stopping" });
    run.captioner?.halt();
    await run.tape.stop();
    run.letSleep();
    await run.sender.finish();
    this.#run = null;
    this.state.setState(IDLE);
    if (run.isWhole) keepWhole(run.tape, run.sender.capture);
    return run.sender.capture;
  }

  /** Ends it without sending what is left. What was kept of it is offered until it is thrown away. */
  async abandon(): Promise<Capture | null> {
    const run = this.#run;
    if (!run) return null;
    this.#run = null;
    this.state.setState({ phase: "stopping" });
    run.captioner?.halt();
    await run.tape.stop();
    run.letSleep();
    await run.sender.giveUp();
    this.state.setState(IDLE);
    return run.sender.capture;
  }

  async #begin(capture: Capture, deviceId: string | null): Promise<void> {
    if (this.state.getState().phase !== "idle") return;
    this.state.setState({ ...IDLE, phase: "starting", captureId: capture.id, deviceId });
    const isGranted = await this.#unlessRefused(async () => {
      const microphone = await openMicrophone(deviceId);
      const release = await holdCapture(capture.id);
      if (!release) return;
      await keepCapture(capture);
      this.#run = this.#roll(capture, microphone, release);
    });
    if (isGranted && this.#run) this.state.setState({ phase: "recording" });
    else this.state.setState({ phase: "idle", captureId: null });
  }

  #roll(capture: Capture, microphone: MediaStream, release: Release): Run {
    const sender = this.#sendOff(capture, release);
    void sender.takeUp();
    const tape = new Tape(microphone, {
      fromMs: capture.safeMs,
      onSlice: (bytes, safeMs) => sender.addSlice(bytes, safeMs),
      onQuiet: (isQuiet) => this.state.setState({ isQuiet }),
      onCut: (cut) => this.pause(cut),
      onTabEnded: () => this.state.setState({ hasTab: false }),
    });
    const captioner = this.#caption(capture, microphone, sender);
    return { tape, sender, captioner, letSleep: stayAwake(), isWhole: capture.nextSlice === 0 };
  }

  /** Has what the microphone hears written down, where that was chosen. */
  #caption({ id, captionsIn }: Capture, microphone: MediaStream, sender: CaptureSender): Captioner | null {
    const [track] = microphone.getAudioTracks();
    if (!captionsIn || !track) return null;
    const change = (captions: Partial<RecorderState["captions"]>) =>
      this.state.setState((before) => ({ captions: { ...before.captions, ...captions } }));
    const captioner = new Captioner(captionsIn, track, {
      nowMs: () => this.nowMs(),
      onHearing: (hearing) => change({ hearing }),
      onCaption: (caption: Caption) => {
        const kept = { id: newId(), captureId: id, ...caption };
        change({ lines: [...this.state.getState().captions.lines, kept] });
        void sender.addCaption(kept);
      },
      onFailed: () => change({ state: "failed", hearing: "" }),
    });
    change({ state: "on" });
    captioner.run();
    return captioner;
  }

  #sendOff(capture: Capture, release: Release): CaptureSender {
    const { id } = capture;
    const recordings = recordingsOf(this.#workspace);
    const sender: CaptureSender = new CaptureSender(capture, {
      onKnown: (recording) => recordings.put(recording),
      onWaiting: (waiting) => this.#tell(id, { ...waiting, capture: sender.capture }),
      onRefused: (problem) => {
        this.#tell(id, { problem });
        end();
      },
      onAnother: ({ title }) => toast({ message: t.recorder.left.another(title) }),
      onGivenUp: () => {
        this.#forget(id);
        end();
      },
      onDone: (recording) => {
        recordings.put(recording);
        this.state.setState(({ hidden }) => ({ hidden: [...hidden, id] }));
        this.#forget(id);
        end();
      },
    });
    const tryNow = () => sender.tryNow();
    const end = () => {
      window.removeEventListener("online", tryNow);
      release();
    };
    window.addEventListener("online", tryNow);
    this.#tell(id, { capture, slices: 0, isAway: false, problem: null });
    return sender;
  }

  /** Takes one out of sight that nobody wants; answers what brings it back. After `undoMs` it is gone from this browser. */
  discard({ id }: Capture, undoMs: number): () => void {
    const without = () => this.state.getState().hidden.filter((one) => one !== id);
    this.state.setState({ hidden: [...without(), id] });
    const timer = setTimeout(() => void forgetCapture(id), undoMs);
    return () => {
      clearTimeout(timer);
      this.state.setState({ hidden: without() });
    };
  }

  /** Lets go of what the server does not want. */
  async letGo({ id }: Capture): Promise<void> {
    await forgetCapture(id);
    this.#forget(id);
  }

  #tell(id: string, change: Partial<Sending>): void {
    const { sending } = this.state.getState();
    const known = sending[id];
    const next = known ? { ...known, ...change } : (change as Sending); // the first word is the whole of it
    this.state.setState({ sending: { ...sending, [id]: next } });
  }

  #forget(id: string): void {
    const { [id]: _gone, ...rest } = this.state.getState().sending;
    this.state.setState({ sending: rest });
  }

  /** Whether it was granted. Why not, stands in the state. */
  async #unlessRefused(work: () => Promise<void>): Promise<boolean> {
    this.state.setState({ refusal: null });
    try {
      await work();
      return true;
    } catch (error) {
      const refusal = error instanceof MicrophoneRefused ? error.refusal : "unknown";
      this.state.setState({ refusal });
      return false;
    }
  }
}

const recorders = new Map<string, Recorder>();

export function recorderOf(workspace: string): Recorder {
  const known = recorders.get(workspace) ?? new Recorder(workspace);
  recorders.set(workspace, known);
  return known;
}
