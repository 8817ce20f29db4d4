import type { AudioSource } from "@/lib/adapters/audio/port";

/** The first bytes of a WebM, an Ogg and an MP4 file: where they stand, a recorder began anew. */
const HEADERS = [
  { at: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  { at: 0, bytes: [0x4f, 0x67, 0x67, 0x53, 0x00, 0x02] },
  { at: 4, bytes: [0x66, 0x74, 0x79, 0x70] },
];
/** So many bytes tell. */
export const LONGEST_HEADER = 8;

/** Whether a slice that begins so begins a file of its own. */
export function isHeader(first: Uint8Array): boolean {
  return HEADERS.some(({ at, bytes }) => bytes.every((byte, i) => first[at + i] === byte));
}

/** Slices one after the other as one file, of which only the slice that was read last is held. */
export function sourceOfSlices<S extends { sizeBytes: number }>(
  slices: S[],
  bytesOf: (slice: S) => Promise<Uint8Array>,
): AudioSource {
  let begin = 0;
  const placed = slices.map((slice) => {
    const place = { slice, begin, end: begin + slice.sizeBytes };
    begin = place.end;
    return place;
  });
  let held: { slice: S; bytes: Promise<Uint8Array> } | null = null;
  const hold = (slice: S) => {
    if (held?.slice !== slice) held = { slice, bytes: bytesOf(slice) };
    return held.bytes;
  };
  return {
    sizeBytes: begin,
    async read(start, end) {
      const cut = new Uint8Array(Math.max(0, Math.min(end, begin) - start));
      for (const place of placed) {
        if (place.end <= start || place.begin >= end) continue;
        const bytes = await hold(place.slice);
        const from = Math.max(0, start - place.begin);
        cut.set(bytes.subarray(from, end - place.begin), place.begin + from - start);
      }
      return cut;
    },
  };
}
