/** Elements of WebM (EBML ids) that are looked into; all others are passed over. */
const OPENED = new Set([0x18538067, 0x1549a966, 0x1f43b675, 0xa0]); // Segment, Info, Cluster, BlockGroup
const TIME_SCALE = 0x2ad7b1;
const CLUSTER_TIME = 0xe7;
const BLOCKS = new Set([0xa3, 0xa1]); // SimpleBlock, Block
const NANOSECONDS = 1_000_000;
/** Opus comes in blocks of 20 to 120 ms. */
const LEAST_BLOCK_MS = 20;
const MOST_BLOCK_MS = 120;

/**
 * How much sound there is in what a recorder hands over slice by slice, by the times that stand in it: the clock on the wall may be far ahead when a
 * page was busy. WebM (Matroska) alone.
 */
export class SoundLength {
  #rest = new Uint8Array();
  #scale = NANOSECONDS;
  #clusterMs = 0;
  #lastMs: number | null = null;
  #blockMs = LEAST_BLOCK_MS;

  /** With this slice there is so much, in milliseconds. null while nothing is known: no block was whole yet, or it is another format. */
  add(bytes: Uint8Array): number | null {
    const all = new Uint8Array(this.#rest.length + bytes.length);
    all.set(this.#rest);
    all.set(bytes, this.#rest.length);
    this.#rest = all.subarray(this.#walk(all));
    return this.#lastMs === null ? null : Math.round(this.#lastMs + this.#blockMs);
  }

  /** Reads what is whole, and answers where the rest begins. */
  #walk(bytes: Uint8Array): number {
    let at = 0;
    for (;;) {
      const id = readNumber(bytes, at, { keepsMarker: true });
      const size = id && readNumber(bytes, at + id.length, { keepsMarker: false });
      if (!id || !size) return at;
      const begin = at + id.length + size.length;
      if (OPENED.has(id.value)) {
        at = begin;
        continue;
      }
      const end = begin + size.value;
      if (end > bytes.length) return at;
      this.#take(id.value, bytes.subarray(begin, end));
      at = end;
    }
  }

  #take(id: number, value: Uint8Array): void {
    if (id === TIME_SCALE) this.#scale = readUnsigned(value);
    if (id === CLUSTER_TIME) this.#clusterMs = (readUnsigned(value) * this.#scale) / NANOSECONDS;
    if (!BLOCKS.has(id)) return;
    const track = readNumber(value, 0, { keepsMarker: false });
    if (!track || value.length < track.length + 2) return;
    const sinceCluster = new DataView(value.buffer, value.byteOffset + track.length).getInt16(0);
    const ms = this.#clusterMs + (sinceCluster * this.#scale) / NANOSECONDS;
    const gapMs = ms - (this.#lastMs ?? ms);
    if (gapMs >= LEAST_BLOCK_MS && gapMs <= MOST_BLOCK_MS) this.#blockMs = gapMs;
    this.#lastMs = ms;
  }
}

/** A number of a variable length, which its first byte tells. null where it is not whole. */
function readNumber(
  bytes: Uint8Array,
  at: number,
  { keepsMarker }: { keepsMarker: boolean },
): { value: number; length: number } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  const marker = 0x80 >> (length - 1);
  let value = keepsMarker ? first : first & (marker - 1);
  for (let i = 1; i < length; i++) value = value * 256 + (bytes[at + i] ?? 0);
  return { value, length };
}

function readUnsigned(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}
