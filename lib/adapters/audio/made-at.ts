import type { AudioSource } from "@/lib/adapters/audio/port";

/** From the epoch of these files, 1904-01-01, to that of ours. */
const EPOCH_SECONDS = 2_082_844_800;
/** Nothing was recorded by a phone before; what was converted says zero, or nonsense. */
const EARLIEST = Date.UTC(2000, 0, 1);
/** A file that somebody made to be read forever has more. */
const MOST_BOXES = 64;
const HEADER = 16;

/** When an MP4 file says that it was made (`creation_time` of `mvhd`, ISO/IEC 14496-12 8.2.2); null where it does not. */
export async function madeAt(source: AudioSource): Promise<Date | null> {
  const movie = await findBox(source, "moov", { from: 0, to: source.sizeBytes });
  const header = movie && (await findBox(source, "mvhd", movie));
  if (!header) return null;
  const view = await viewOf(source, header.from, 12);
  if (view.byteLength < 12) return null;
  const seconds = view.getUint8(0) === 1 ? Number(view.getBigUint64(4)) : view.getUint32(4);
  const ms = (seconds - EPOCH_SECONDS) * 1_000;
  return ms >= EARLIEST && ms <= Date.now() ? new Date(ms) : null;
}

type Place = { from: number; to: number };

/** What is inside of the first box of a type. */
async function findBox(source: AudioSource, type: string, { from, to }: Place): Promise<Place | null> {
  let at = from;
  for (let n = 0; n < MOST_BOXES && at + 8 <= to; n++) {
    const view = await viewOf(source, at, HEADER);
    if (view.byteLength < 8) return null;
    const isLong = view.getUint32(0) === 1;
    if (isLong && view.byteLength < HEADER) return null;
    const told = isLong ? Number(view.getBigUint64(8)) : view.getUint32(0);
    const size = told === 0 ? to - at : told; // zero: to the end
    const inside = isLong ? HEADER : 8;
    if (size < inside) return null;
    const name = String.fromCharCode(...[4, 5, 6, 7].map((place) => view.getUint8(place)));
    if (name === type) return { from: at + inside, to: Math.min(to, at + size) };
    at += size;
  }
  return null;
}

async function viewOf(source: AudioSource, from: number, length: number): Promise<DataView> {
  const bytes = await source.read(from, Math.min(source.sizeBytes, from + length));
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
