/** Sound as numbers: how loud each moment is, where a long recording may be cut, and pieces in the form that engines take. */

type Block = { startMs: number; sampleRate: number; channels: Float32Array[] };

/** One number of each kind per so many milliseconds. */
export const FRAME_MS = 50;
/** What engines are sent: they work at this rate themselves. */
const PIECE_RATE = 16_000;

/** `levels` are steps of half a decibel below full scale (0 loudest, 255 silent), `peaks` the largest amplitude (0 to 255). */
type Envelope = { levels: Uint8Array; peaks: Uint8Array };

/** Measures blocks as they come, from `startMs` on. What no block covers is silence. */
export function envelopeMeter(startMs: number, endMs: number) {
  const frames = Math.max(0, Math.ceil((endMs - startMs) / FRAME_MS));
  const squares = new Float64Array(frames);
  const counts = new Uint32Array(frames);
  const tops = new Float32Array(frames);
  return {
    add({ startMs: at, sampleRate, channels }: Block): void {
      const first = channels[0];
      if (!first) return;
      const frameOf = (i: number) => Math.floor((at + (1_000 * i) / sampleRate - startMs) / FRAME_MS);
      for (let from = 0; from < first.length; ) {
        const frame = frameOf(from);
        let to = Math.min(first.length, from + Math.floor((FRAME_MS * sampleRate) / 1_000) + 1);
        while (to > from + 1 && frameOf(to - 1) > frame) to--;
        if (frame >= 0 && frame < frames) {
          for (const samples of channels) {
            const { sum, top } = measured(samples, from, to);
            squares[frame] = (squares[frame] ?? 0) + sum;
            counts[frame] = (counts[frame] ?? 0) + to - from;
            tops[frame] = Math.max(tops[frame] ?? 0, top);
          }
        }
        from = to;
      }
    },
    finish(): Envelope {
      const levels = Uint8Array.from(squares, (sum, frame) => levelOf(sum / Math.max(1, counts[frame] ?? 1)));
      const peaks = Uint8Array.from(tops, (top) => Math.min(255, Math.round(top * 255)));
      return { levels, peaks };
    },
  };
}

function measured(samples: Float32Array, from: number, to: number): { sum: number; top: number } {
  let sum = 0;
  let top = 0;
  for (let i = from; i < to; i++) {
    const value = Math.abs(samples[i] ?? 0);
    sum += value * value;
    if (value > top) top = value;
  }
  return { sum, top };
}

/** A mean of squares as half decibels below full scale. */
function levelOf(meanSquare: number): number {
  if (meanSquare <= 0) return 255;
  return Math.min(255, Math.max(0, Math.round(-20 * Math.log10(meanSquare))));
}

/** The waveform as so many bars, each the largest amplitude in its stretch. Fewer where the recording is shorter than that. */
export function waveform(peaks: Uint8Array, bars: number): number[] {
  const count = Math.min(bars, peaks.length);
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    return peaks.subarray(from, to).reduce((most, peak) => Math.max(most, peak), 0);
  });
}

/** Below this (-55 dBFS) nobody speaks. */
const NEAR_SILENCE = 110;

/** Whether next to nothing can be heard between two moments. */
export function isNearSilence(levels: Uint8Array, startMs: number, endMs: number): boolean {
  const heard = levels.subarray(Math.floor(startMs / FRAME_MS), Math.ceil(endMs / FRAME_MS));
  if (heard.length === 0) return false;
  const loud = heard.filter((level) => level < NEAR_SILENCE).length;
  return loud < Math.max(1, heard.length / 20);
}

/** A piece of a recording, in milliseconds. `cutMs` is where the next piece takes over: its end, unless the two overlap. */
type Cut = { index: number; startMs: number; endMs: number; cutMs: number };

const SECOND = 1_000;
const SHORTEST_MS = 300 * SECOND;
const TARGET_MS = 450 * SECOND;
const LONGEST_MS = 600 * SECOND;
const AROUND_MS = 30 * SECOND;
const QUIET_MS = 300;
const OVERLAP_MS = 10 * SECOND;
/** Six decibels of a pause in speech are none; twelve are. */
const QUIETER_BY = 24;
/** At -50 dBFS it is quiet whatever surrounds it. */
const QUIET_LEVEL = 100;

/**
 * Cuts a recording into pieces of 300 to 600 s, each at the quietest 300 ms within 30 s of the target, of equally quiet ones at the nearest.
 * Where nothing within reach is quiet, the two pieces overlap by 10 s, so that a word on the cut is whole in one of them.
 */
export function planCuts(levels: Uint8Array, durationMs: number): Cut[] {
  const cuts: Cut[] = [];
  let startMs = 0;
  let fromMs = 0;
  for (;;) {
    if (durationMs - startMs <= LONGEST_MS) {
      cuts.push({ index: cuts.length, startMs, endMs: durationMs, cutMs: durationMs });
      return cuts;
    }
    const restMs = durationMs - fromMs;
    const target = restMs < 2 * TARGET_MS ? restMs / 2 : TARGET_MS;
    const least = fromMs + Math.max(SHORTEST_MS, target - AROUND_MS);
    const most = fromMs + Math.min(target + AROUND_MS, restMs - SHORTEST_MS);
    const { cutMs, isQuiet } = quietest(levels, { leastMs: least, mostMs: most, targetMs: fromMs + target });
    const overlapMs = isQuiet ? 0 : OVERLAP_MS / 2;
    cuts.push({ index: cuts.length, startMs, endMs: cutMs + overlapMs, cutMs });
    startMs = cutMs - overlapMs;
    fromMs = cutMs;
  }
}

type Reach = { leastMs: number; mostMs: number; targetMs: number };

function quietest(
  levels: Uint8Array,
  { leastMs, mostMs, targetMs }: Reach,
): { cutMs: number; isQuiet: boolean } {
  const width = QUIET_MS / FRAME_MS;
  const from = Math.ceil(leastMs / FRAME_MS);
  const to = Math.max(from, Math.floor(mostMs / FRAME_MS) - width);
  const offTarget = (at: number) => Math.abs(at * FRAME_MS + QUIET_MS / 2 - targetMs);
  let best = { at: from, level: -1 };
  for (let at = from; at <= to; at++) {
    // The loudest frame decides: a mean would hide the end of a word.
    const level = levels.subarray(at, at + width).reduce((least, each) => Math.min(least, each), 255);
    if (level > best.level || (level === best.level && offTarget(at) < offTarget(best.at)))
      best = { at, level };
  }
  const usual = median(levels.subarray(from, to + width));
  const isQuiet = best.level >= QUIET_LEVEL || best.level >= usual + QUIETER_BY;
  const cutMs = Math.min(mostMs, Math.max(leastMs, best.at * FRAME_MS + QUIET_MS / 2));
  return { cutMs: Math.round(cutMs), isQuiet };
}

function median(levels: Uint8Array): number {
  return levels.slice().sort()[Math.floor(levels.length / 2)] ?? 255;
}

/** Taps on each side of the filter, in samples of the lower rate. */
const LOBES = 8;

/**
 * Mixes channels and changes the rate to 16 kHz block by block, with a windowed sinc that keeps out what the lower rate cannot hold.
 * `push` answers the samples that are ready, `finish` the last ones.
 */
export function resampler(sampleRate: number, rate: number = PIECE_RATE) {
  const step = sampleRate / rate;
  const stretch = Math.max(1, step);
  const reach = Math.ceil(LOBES * stretch);
  let pending = new Float32Array(0);
  /** How many samples came before `pending`, and how many were made: integers, so that no rounding adds up. */
  let dropped = 0;
  let made = 0;

  function make(isLast: boolean): Float32Array {
    const end = dropped + pending.length - (isLast ? 0 : reach);
    const count = Math.max(0, Math.ceil(end / step) - made);
    const samples = new Float32Array(count);
    const scale = KERNEL_STEPS / stretch;
    for (let n = 0; n < count; n++) {
      const place = (made + n) * step - dropped;
      const center = Math.floor(place);
      const last = Math.min(pending.length - 1, center + reach);
      let sum = 0;
      let weight = 0;
      for (let i = Math.max(0, center - reach + 1); i <= last; i++) {
        const w = KERNEL[(Math.abs(i - place) * scale + 0.5) | 0] ?? 0;
        weight += w;
        sum += w * (pending[i] ?? 0);
      }
      samples[n] = weight === 0 ? 0 : sum / weight;
    }
    made += count;
    const used = Math.max(0, Math.min(pending.length, Math.floor(made * step) - reach - dropped));
    pending = pending.slice(used);
    dropped += used;
    return samples;
  }

  return {
    push(channels: Float32Array[]): Float32Array {
      const mono = mixed(channels);
      const joined = new Float32Array(pending.length + mono.length);
      joined.set(pending);
      joined.set(mono, pending.length);
      pending = joined;
      return make(false);
    },
    finish: () => make(true),
  };
}

const KERNEL_STEPS = 512;
const KERNEL = Float64Array.from({ length: LOBES * KERNEL_STEPS + 2 }, (_, i) => {
  const x = i / KERNEL_STEPS;
  if (x >= LOBES) return 0;
  const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  return sinc * Math.cos((Math.PI * x) / (2 * LOBES)) ** 2;
});

function mixed(channels: Float32Array[]): Float32Array {
  const [first, ...others] = channels;
  if (!first) return new Float32Array(0);
  if (others.length === 0) return first;
  return first.map((sample, i) => {
    let sum = sample;
    for (const other of others) sum += other[i] ?? 0;
    return sum / channels.length;
  });
}

/** Mono samples from -1 to 1 as 16-bit little-endian numbers. */
export function toPcm16(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < samples.length; i++) {
    view.setInt16(i * 2, Math.round(Math.max(-1, Math.min(1, samples[i] ?? 0)) * 32_767), true);
  }
  return bytes;
}

/** The 44 bytes before mono 16-bit samples. */
export function wavHeader(dataBytes: number, rate: number = PIECE_RATE): Uint8Array {
  const view = new DataView(new ArrayBuffer(44));
  const word = (at: number, text: string) =>
    [...text].forEach((letter, i) => {
      view.setUint8(at + i, letter.charCodeAt(0));
    });
  word(0, "RIFF");
  view.setUint32(4, 36 + dataBytes, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, "data");
  view.setUint32(40, dataBytes, true);
  return new Uint8Array(view.buffer);
}
