import { openRecognition, type Recognition, type Recognized } from "./speech";

export type Caption = { startMs: number; endMs: number; text: string };

type Sink = {
  /** What the recorder's clock shows. */
  nowMs(): number;
  /** What is being said; it may change yet. */
  onHearing(text: string): void;
  onCaption(caption: Caption): void;
  /** The browser hears no more. */
  onFailed(): void;
};

/** Silence, and what we ended ourselves: it goes on. */
const PASSING = ["no-speech", "aborted"];
/** The first words are heard a moment after they were said. */
const HEARD_AFTER_MS = 500;
/** A browser that ends as soon as it began, so many times on end, does not hear. */
const MOST_SHORT_ENDS = 5;
const SHORT_MS = 500;

/** Writes down what a microphone hears while it is recorded, on this device alone. Browsers end a session by themselves: the next one begins. */
export class Captioner {
  readonly #language: string;
  readonly #sink: Sink;
  #track: MediaStreamTrack;
  #recognition: Recognition | null = null;
  /** When what is being said began; null while nothing is. */
  #begunMs: number | null = null;
  #endedMs = 0;
  #shortEnds = 0;

  constructor(language: string, track: MediaStreamTrack, sink: Sink) {
    this.#language = language;
    this.#track = track;
    this.#sink = sink;
  }

  run(): void {
    if (this.#recognition) return;
    const recognition = openRecognition(this.#language);
    if (!recognition) {
      this.#sink.onFailed();
      return;
    }
    this.#recognition = recognition;
    const openedAt = performance.now();
    recognition.onresult = (event) => this.#hear(event);
    recognition.onerror = ({ error }) => {
      if (!PASSING.includes(error)) this.#fail();
    };
    recognition.onend = () => {
      if (this.#recognition !== recognition) return;
      this.#recognition = null;
      this.#shortEnds = performance.now() - openedAt < SHORT_MS ? this.#shortEnds + 1 : 0;
      if (this.#shortEnds >= MOST_SHORT_ENDS) this.#sink.onFailed();
      else this.run();
    };
    try {
      recognition.start(this.#track);
    } catch {
      this.#fail();
    }
  }

  halt(): void {
    const recognition = this.#recognition;
    this.#recognition = null;
    this.#begunMs = null;
    this.#sink.onHearing("");
    recognition?.abort();
  }

  /** Another microphone. */
  hear(track: MediaStreamTrack): void {
    const isOn = this.#recognition !== null;
    this.halt();
    this.#track = track;
    if (isOn) this.run();
  }

  #fail(): void {
    this.halt();
    this.#sink.onFailed();
  }

  #hear({ resultIndex, results }: Recognized): void {
    const nowMs = Math.round(this.#sink.nowMs());
    this.#begunMs ??= Math.max(this.#endedMs, nowMs - HEARD_AFTER_MS);
    let hearing = "";
    for (let at = resultIndex; at < results.length; at++) {
      const result = results[at];
      const text = result?.[0]?.transcript.trim() ?? "";
      if (!result?.isFinal) hearing += ` ${text}`;
      else if (text !== "") this.#write({ startMs: this.#begunMs ?? this.#endedMs, endMs: nowMs, text });
    }
    this.#sink.onHearing(hearing.trim());
  }

  #write(caption: Caption): void {
    this.#begunMs = null;
    this.#endedMs = caption.endMs;
    this.#sink.onCaption(caption);
  }
}
