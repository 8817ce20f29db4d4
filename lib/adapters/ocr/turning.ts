import sharp from "sharp";
import type { LineBox } from "./port";

/** Degrees, clockwise, by which a picture is turned so that its lines can be read. */
export type Turn = 90 | 180 | 270;

/** The side of the square on which lines of print are looked for. */
const SIDE = 300;

/**
 * How a page that cannot be read as it is may lie, the likelier first. Lines of print make dark and light stripes: across a page that stands on
 * its head, and along one that lies on its side.
 */
export async function likelyTurns(picture: Uint8Array): Promise<Turn[]> {
  const { data, info } = await sharp(picture)
    .greyscale()
    .resize(SIDE, SIDE, { fit: "fill" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const rows = new Array<number>(SIDE).fill(0);
  const columns = new Array<number>(SIDE).fill(0);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const level = data[(y * SIDE + x) * info.channels] ?? 0;
      rows[y] = (rows[y] ?? 0) + level;
      columns[x] = (columns[x] ?? 0) + level;
    }
  return unrestOf(rows) >= unrestOf(columns) ? [180] : [90, 270];
}

function unrestOf(levels: number[]): number {
  return levels.slice(1).reduce((sum, level, at) => sum + Math.abs(level - (levels[at] ?? 0)), 0);
}

export function turned(picture: Uint8Array, turn: Turn): Promise<Buffer> {
  return sharp(picture).rotate(turn).greyscale().png({ compressionLevel: 1 }).toBuffer();
}

/** Where what stands there in a turned picture stood before it was turned. */
export function boxBefore({ left, top, width, height }: LineBox, turn: Turn): LineBox {
  if (turn === 180) return { left: 1 - left - width, top: 1 - top - height, width, height };
  if (turn === 90) return { left: top, top: 1 - left - width, width: height, height: width };
  return { left: 1 - top - height, top: left, width: height, height: width };
}
