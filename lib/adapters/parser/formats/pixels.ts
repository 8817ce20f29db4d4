/** Rows of pixels as sharp takes them. */
export type Pixels = { data: Uint8Array; width: number; height: number; channels: 1 | 3 | 4 };

/** As pdf.js numbers them: one bit of gray, or three or four bytes of color. */
const KINDS: Record<number, 3 | 4 | "bits"> = { 1: "bits", 2: 3, 3: 4 };

/** The pixels of an image of pdf.js, or null where it has none: too large, damaged, or of a kind that nobody knows. */
export function asPixels(image: unknown, isMask: boolean): Pixels | null {
  if (typeof image !== "object" || image === null) return null;
  const { width, height, data, kind } = image as Record<string, unknown>; // each is looked at
  if (
    typeof width !== "number" ||
    typeof height !== "number" ||
    !(data instanceof Uint8Array || data instanceof Uint8ClampedArray)
  )
    return null;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const channels = isMask ? "bits" : KINDS[Number(kind)];
  if (channels === undefined) return null;
  if (channels === "bits") return fromBits(bytes, width, height);
  return bytes.length < width * height * channels ? null : { data: bytes, width, height, channels };
}

/** A bit that is set is white; of a mask, that is where nothing is painted. */
function fromBits(bits: Uint8Array, width: number, height: number): Pixels | null {
  const rowBytes = (width + 7) >> 3;
  if (bits.length < rowBytes * height) return null;
  const data = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data[at++] = ((bits[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 255 : 0;
  return { data, width, height, channels: 1 };
}
