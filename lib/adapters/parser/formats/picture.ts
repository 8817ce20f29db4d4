import sharp from "sharp";
import { Scan, Unreadable } from "../fault";
import { LIMITS } from "../limits";
import type { PagePicture } from "../port";

/** Cameras write odd things that harm nothing. */
const OPTIONS = { limitInputPixels: LIMITS.imagePixels, failOn: "truncated" } as const;

/** A picture has no text of its own: it is a page of a scan. Throws for one that is cut off, whose beginning looks like any other. */
export async function readPicture(bytes: Uint8Array): Promise<never> {
  const { width, height } = await sharp(bytes).metadata();
  if (width * height > LIMITS.imagePixels) throw new Unreadable("too_large");
  await sharp(bytes, OPTIONS).resize(1, 1).raw().toBuffer();
  throw new Scan(1);
}

/** Print on a screen is half as fine as print on paper, and is read better when it is drawn larger. */
const MOST_ENLARGED = 2;

/** A picture as it is seen, held upright as its camera was, on white paper. */
export async function drawPicture(bytes: Uint8Array, page: number): Promise<PagePicture> {
  if (page !== 1) return { page, jpeg: null };
  sharp.cache(false);
  sharp.concurrency(1);
  const { width, height } = await sharp(bytes).metadata();
  const side = Math.min(LIMITS.pictureSide, MOST_ENLARGED * Math.max(width, height));
  const jpeg = await sharp(bytes, OPTIONS)
    .autoOrient()
    .flatten({ background: "white" })
    .resize({ width: side, height: side, fit: "inside" })
    .greyscale()
    .jpeg({ quality: 88 })
    .toBuffer()
    .catch(() => null);
  return { page, jpeg };
}
