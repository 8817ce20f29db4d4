import sharp, { type Metadata, type SharpOptions } from "sharp";
import { LIMITS } from "./limits";
import type { PictureFault, Redrawn } from "./port";

// Only what is a picture and nothing else: no SVG, which fetches and refers, and no loader that reads from a path.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Webp", "Nsgif", "Heif", "Tiff"].map((kind) => `VipsForeignLoad${kind}Buffer`),
});
// One picture at a time and once: what is kept for the next one would only be held.
sharp.cache(false);
sharp.concurrency(1);

const MOVES = ["gif", "webp"];
const SMALL = { quality: 78, effort: 3 };
const LARGE = { quality: 82, effort: 3 };
const MOVING = { quality: 70, effort: 1 };

/** `failOn: "error"`: what is cut off is not drawn half, and what a browser would only warn of is. */
const INPUT = {
  failOn: "error",
  limitInputPixels: LIMITS.pixels,
  sequentialRead: true,
} satisfies SharpOptions;

/** The whole of what PicturesPort promises, but for memory. */
export async function redrawBytes(bytes: Uint8Array): Promise<Redrawn> {
  try {
    const about = await sharp(bytes, INPUT).metadata();
    if (about.width * heightOf(about) > LIMITS.pixels) return { ok: false, fault: "too_large" };
    const { width, height } = about.autoOrient;
    const drawn = await drawStill(bytes);
    if (!moves(about)) return { ok: true, width, height, isMoving: false, ...drawn };
    return { ok: true, width, height, isMoving: true, small: drawn.small, large: await drawMoving(bytes) };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}

/** Of one frame: where several are decoded, they stand below each other. */
function heightOf({ height, pageHeight }: Metadata): number {
  return pageHeight ?? height;
}

/** Decoded once, as large as it is needed, and kept as bare pixels: nothing else of the file comes as far as this. */
async function drawStill(bytes: Uint8Array): Promise<{ small: Uint8Array; large: Uint8Array }> {
  const { data, info } = await sharp(bytes, INPUT)
    .autoOrient()
    .resize(within(LIMITS.large))
    .toColourspace("srgb")
    .timeout({ seconds: LIMITS.seconds })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const pixels = () => sharp(data, { raw: { width, height, channels } });
  return {
    large: await pixels().webp(LARGE).toBuffer(),
    small: await pixels().resize(within(LIMITS.small)).webp(SMALL).toBuffer(),
  };
}

function drawMoving(bytes: Uint8Array): Promise<Uint8Array> {
  return sharp(bytes, { ...INPUT, animated: true })
    .resize(within(LIMITS.moving))
    .webp(MOVING)
    .timeout({ seconds: LIMITS.seconds })
    .toBuffer();
}

function within(side: number) {
  return { width: side, height: side, fit: "inside", withoutEnlargement: true } as const;
}

function moves(about: Metadata): boolean {
  const { format, pages = 1 } = about;
  if (!MOVES.includes(format) || pages < 2 || pages > LIMITS.frames) return false;
  return pages * about.width * heightOf(about) <= LIMITS.movingPixels;
}

function faultOf(error: unknown): PictureFault {
  return /pixel limit|timeout|too large/i.test(String(error)) ? "too_large" : "damaged";
}
