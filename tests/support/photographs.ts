import sharp from "sharp";

const COLOR = { r: 42, g: 96, b: 80 };
const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: COLOR }, limitInputPixels: false });

/** Taken upright at a place: 40 by 30 as its bytes lie, to be turned to the right, with the camera's position and its owner's name. */
export function photograph(): Promise<Buffer> {
  return plain(40, 30)
    .composite([
      { input: { create: { width: 40, height: 8, channels: 3, background: "#ffffff" } }, gravity: "north" },
    ])
    .withExif({
      IFD0: { Artist: "Ana Berg" },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: "60/1 23/1 0/1",
        GPSLongitudeRef: "E",
        GPSLongitude: "5/1 19/1 0/1",
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 95 })
    .toBuffer();
}

/** Small to send, and a hundred million pixels to draw. */
export function bomb(): Promise<Buffer> {
  return plain(10_000, 10_000).png({ compressionLevel: 6 }).toBuffer();
}

/** Two frames, of which the first is green and the second white. */
export async function movingGif(): Promise<Buffer> {
  const frames = [COLOR, { r: 255, g: 255, b: 255 }].map((background) =>
    sharp({ create: { width: 60, height: 40, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .gif({ delay: [200, 200] })
    .toBuffer();
}

export const inFormat = (format: "avif" | "webp" | "tiff" | "png") =>
  plain(900, 300).toFormat(format).toBuffer();

/** What a picture is, and the color at a place of it. */
export async function lookAt(bytes: Uint8Array, { x, y } = { x: 1, y: 1 }) {
  const { format, width, height, pages, exif, icc, xmp, iptc, orientation } = await sharp(bytes).metadata();
  const color = await sharp(bytes).extract({ left: x, top: y, width: 1, height: 1 }).raw().toBuffer();
  return {
    format,
    width,
    height,
    pages,
    hidden: exif ?? icc ?? xmp ?? iptc ?? orientation ?? null,
    color: [...color],
  };
}
