import { typeOfSound } from "./microphone";
import { Mixer } from "./mixer";
import type { Cut } from "./recorder-state";
import { silenceWatch } from "./silence";
import { SoundLength } from "./sound-length";
import { stopwatch } from "./stopwatch";

type Heard = {
  /** What was recorded before: the watch goes on from there. */
  fromMs: number;
  /** What was recorded since the last one, and how much sound there is with it: what the clock shows may be more. */
  onSlice(bytes: Blob, safeMs: number): Promise<void>;
  onQuiet(isQuiet: boolean): void;
  onCut(cut: Cut): void;
  onTabEnded(): void;
};

const SLICE_MS = 10_000;
/** Speech in Opus: at this rate nobody hears a difference, and an hour is 29 MB. */
const BITS_PER_SECOND = 64_000;
const LOOK_MS = 100;
/** An hour of it, after which looks no longer make a picture. */
const MOST_LEVELS = 36_000;
/** Two hours. */
const MOST_BYTES = 64 * 1024 * 1024;

/** What runs while something is recorded: inputs, mixed, become slices. */
export class Tape {
  /** Each a tenth of a second, from 0 to 255, the newest last. */
  levels: number[] = [];
  readonly #heard: Heard;
  readonly #mixer = new Mixer();
  readonly #silence = silenceWatch();
  readonly #watch: ReturnType<typeof stopwatch>;
  readonly #recorder: MediaRecorder;
  readonly #looking: ReturnType<typeof setInterval>;
  readonly #length = new SoundLength();
  #slices = 0;
  #keeping: Promise<unknown> = Promise.resolve();
  /** null once it is too much to be kept beside the slices. */
  #parts: Blob[] | null = [];

  constructor(microphone: MediaStream, heard: Heard) {
    this.#heard = heard;
    this.#watch = stopwatch(heard.fromMs, () => this.#mixer.nowMs());
    this.hear("microphone", microphone);
    this.#mixer.onTaken(() => heard.onCut("taken"));
    // A permission that took its time outlasts the press that began it, and sound that nobody pressed for may stand still.
    void this.#mixer.wake();
    const mimeType = typeOfSound() ?? "";
    this.#recorder = new MediaRecorder(this.#mixer.stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
    this.#recorder.ondataavailable = ({ data }) => this.#keep(data);
    this.#recorder.start(SLICE_MS);
    this.#watch.run();
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
    document.addEventListener("visibilitychange", this.#saveWhenHidden);
    window.addEventListener("beforeunload", askBeforeLeaving);
  }

  nowMs(): number {
    return this.#watch.now();
  }

  pause(): void {
    if (this.#recorder.state !== "recording") return;
    this.#watch.halt();
    this.#recorder.requestData();
    this.#recorder.pause();
  }

  async resume(): Promise<void> {
    await this.#mixer.wake();
    if (this.#recorder.state !== "paused") return;
    this.#recorder.resume();
    this.#watch.run();
  }

  hear(input: "microphone" | "tab", stream: MediaStream): void {
    this.#mixer.attach(input, stream);
    const [track] = stream.getAudioTracks();
    if (!track) return;
    track.onended = () => {
      if (input === "microphone") return this.#heard.onCut("ended");
      this.#mixer.detach("tab");
      this.#heard.onTabEnded();
    };
    if (input === "microphone") track.onmute = () => this.#heard.onCut("muted");
  }

  unhear(input: "tab"): void {
    this.#mixer.detach(input);
  }

  /** Resolves when the last slice is kept. */
  async stop(): Promise<void> {
    this.#watch.halt();
    clearInterval(this.#looking);
    document.removeEventListener("visibilitychange", this.#saveWhenHidden);
    window.removeEventListener("beforeunload", askBeforeLeaving);
    const stopped = new Promise((resolve) => {
      this.#recorder.onstop = resolve;
    });
    this.#recorder.stop();
    await stopped;
    this.#mixer.close();
    await this.#keeping;
  }

  /** All that was recorded with this tape. null where that is a lot. */
  sound(): Blob | null {
    return this.#parts && new Blob(this.#parts, { type: this.#recorder.mimeType });
  }

  #keep(bytes: Blob): void {
    if (bytes.size === 0) return;
    const sizeBytes = this.#parts?.reduce((sum, part) => sum + part.size, bytes.size) ?? 0;
    this.#parts = sizeBytes > MOST_BYTES ? null : (this.#parts?.concat(bytes) ?? null);
    const clockMs = this.nowMs();
    this.#keeping = this.#keeping.then(async () => {
      const safeMs = await this.#lengthWith(bytes, clockMs);
      await this.#heard.onSlice(bytes, Math.round(safeMs));
    });
  }

  /** By the sound itself, else by how many slices there are: a page that was busy hears late of each. */
  async #lengthWith(bytes: Blob, clockMs: number): Promise<number> {
    this.#slices += 1;
    const soundMs = this.#length.add(new Uint8Array(await bytes.arrayBuffer()));
    return Math.min(clockMs, this.#heard.fromMs + (soundMs ?? this.#slices * SLICE_MS));
  }

  #look(): void {
    if (this.#recorder.state !== "recording") return;
    const level = this.#mixer.level();
    this.levels.push(Math.min(255, Math.round(level * 255)));
    if (this.levels.length > MOST_LEVELS) this.levels.shift();
    this.#heard.onQuiet(this.#silence.isQuiet(level, performance.now()));
  }

  /** A phone ends pages that are not looked at without asking. */
  readonly #saveWhenHidden = (): void => {
    if (document.visibilityState === "hidden" && this.#recorder.state === "recording")
      this.#recorder.requestData();
  };
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
