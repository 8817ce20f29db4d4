type Input = "microphone" | "tab";

/** As much sound as one look covers: the looks, a tenth of a second apart, leave no gap. */
const WINDOW = 8_192;

/** What comes in, as one sound to record: its inputs may come, go and be exchanged while it is recorded. */
export class Mixer {
  readonly #context = new AudioContext();
  readonly #out = this.#context.createMediaStreamDestination();
  readonly #meter = this.#context.createAnalyser();
  readonly #inputs = new Map<Input, { stream: MediaStream; node: MediaStreamAudioSourceNode }>();
  readonly #samples = new Float32Array(WINDOW);

  constructor() {
    this.#meter.fftSize = WINDOW;
    this.#meter.connect(this.#out);
  }

  /** What is recorded. */
  get stream(): MediaStream {
    return this.#out.stream;
  }

  has(input: Input): boolean {
    return this.#inputs.has(input);
  }

  /** In place of what this input was. */
  attach(input: Input, stream: MediaStream): void {
    const node = this.#context.createMediaStreamSource(stream);
    node.connect(this.#meter);
    this.detach(input);
    this.#inputs.set(input, { stream, node });
  }

  detach(input: Input): void {
    const known = this.#inputs.get(input);
    if (!known) return;
    known.node.disconnect();
    for (const track of known.stream.getTracks()) track.stop();
    this.#inputs.delete(input);
  }

  /** So much sound went through, in milliseconds: it stands still while there is none, and never waits for the page. */
  nowMs(): number {
    return this.#context.currentTime * 1_000;
  }

  /** The largest amplitude of the last moment, from 0 to 1. */
  level(): number {
    this.#meter.getFloatTimeDomainData(this.#samples);
    return this.#samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  }

  /** A system that took the sound away gives it back when asked to. */
  async wake(): Promise<void> {
    if (this.#context.state !== "running") await this.#context.resume();
  }

  /** Calls when the system takes the sound away. */
  onTaken(taken: () => void): void {
    this.#context.onstatechange = () => {
      if (this.#context.state !== "running" && this.#context.state !== "closed") taken();
    };
  }

  close(): void {
    this.#context.onstatechange = null;
    for (const input of this.#inputs.keys()) this.detach(input);
    void this.#context.close();
  }
}
