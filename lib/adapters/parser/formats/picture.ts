import sharp from "sharp";
import { Scan, Unreadable } from "../fault";
import { LIMITS } from "../limits";
import type { PagePicture } from "../port";

/** A picture has no text of its own: it is a page of a scan. */
export async function readPicture(bytes: Uint8Array): Promise<never> {
  const { width, height } = await sharp(bytes).metadata();
  if (width * height > LIMITS.imagePixels) throw new Unreadable("too_large");
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
  const jpeg = await sharp(bytes, { limitInputPixels: LIMITS.imagePixels })
    .autoOrient()
    .flatten({ background: "white" })
    .resize({ width: side, height: side, fit: "inside" })
    .greyscale()
    .jpeg({ quality: 88 })
    .toBuffer()
    .catch(() => null); // cut off in the middle
  return { page, jpeg };
}
