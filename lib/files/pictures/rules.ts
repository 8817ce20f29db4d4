import type { PictureDrawn } from "./schema";

/** What is drawn anew: what is a picture and nothing else, and can be decoded here. Anything else is a file. */
const DRAWN = /^image\/(jpeg|png|apng|gif|webp|avif|tiff)$/;

export function isDrawn(mediaType: string): boolean {
  return DRAWN.test(mediaType);
}

type Kept = { blobPath: string; picture: string | null };

/** Where a picture that was drawn anew is kept: beside the original, so that wherever that goes, it goes too. */
export function placeOfPicture({ blobPath }: Pick<Kept, "blobPath">, drawn: PictureDrawn): string {
  return `${blobPath}-${drawn}`;
}

/** Every place where something of this file is, or is about to be. */
export function placesOf(file: Kept): string[] {
  if (file.picture === null) return [file.blobPath];
  return [file.blobPath, placeOfPicture(file, "small"), placeOfPicture(file, "large")];
}

/** Pixels, as a browser shows it. */
export type PictureSize = { width: number; height: number };

/** A picture cannot be wider or higher and still be one that is looked at here. */
const MOST_PIXELS = 100_000;

/** How large a picture is, by the first bytes of a PNG, GIF, JPEG, WebP or AVIF; null where they do not say. */
export function sizeOfPicture(first: Uint8Array): PictureSize | null {
  const bytes = new DataView(first.buffer, first.byteOffset, first.byteLength);
  try {
    const size =
      sizeOfPng(bytes) ?? sizeOfGif(bytes) ?? sizeOfJpeg(bytes) ?? sizeOfWebp(bytes) ?? sizeOfAvif(bytes);
    const isSensible = size && [size.width, size.height].every((side) => side > 0 && side <= MOST_PIXELS);
    return isSensible ? size : null;
  } catch (error) {
    if (error instanceof RangeError) return null; // it ends, or points, beyond the bytes that we have
    throw error;
  }
}

function sizeOfPng(bytes: DataView): PictureSize | null {
  if (bytes.getUint32(0) !== 0x89504e47) return null;
  return { width: bytes.getUint32(16), height: bytes.getUint32(20) };
}

function sizeOfGif(bytes: DataView): PictureSize | null {
  if (nameAt(bytes, 0, 3) !== "GIF") return null;
  return { width: bytes.getUint16(6, true), height: bytes.getUint16(8, true) };
}

/** Segments one after the other, up to the frame's header. A camera that was held upright says so in its Exif, and the sides change places. */
function sizeOfJpeg(bytes: DataView): PictureSize | null {
  if (bytes.getUint16(0) !== 0xffd8) return null;
  let isTurned = false;
  for (let at = 2; ; ) {
    const marker = bytes.getUint8(at + 1);
    if (bytes.getUint8(at) !== 0xff) return null;
    if (marker === 0xe1) isTurned ||= isTurnedByExif(bytes, at + 4);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const [height, width] = [bytes.getUint16(at + 5), bytes.getUint16(at + 7)];
      return isTurned ? { width: height, height: width } : { width, height };
    }
    at += 2 + bytes.getUint16(at + 2);
  }
}

const ORIENTATION = 0x0112;

/** Orientations of 5 and more lie on their side. */
function isTurnedByExif(bytes: DataView, at: number): boolean {
  if (nameAt(bytes, at, 4) !== "Exif") return false;
  const tiff = at + 6;
  const isLittle = bytes.getUint16(tiff) === 0x4949;
  const directory = tiff + bytes.getUint32(tiff + 4, isLittle);
  const entries = bytes.getUint16(directory, isLittle);
  for (let n = 0; n < entries; n++) {
    const entry = directory + 2 + 12 * n;
    if (bytes.getUint16(entry, isLittle) === ORIENTATION) return bytes.getUint16(entry + 8, isLittle) >= 5;
  }
  return false;
}

function sizeOfWebp(bytes: DataView): PictureSize | null {
  if (nameAt(bytes, 0, 4) !== "RIFF" || nameAt(bytes, 8, 4) !== "WEBP") return null;
  const kind = nameAt(bytes, 12, 4);
  const threeBytes = (at: number) => bytes.getUint16(at, true) | (bytes.getUint8(at + 2) << 16);
  if (kind === "VP8X") return { width: threeBytes(24) + 1, height: threeBytes(27) + 1 };
  if (kind === "VP8 ")
    return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff };
  const packed = bytes.getUint32(21, true);
  return { width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
}

/** The first property that says how large an image of it is. */
function sizeOfAvif(bytes: DataView): PictureSize | null {
  if (nameAt(bytes, 4, 4) !== "ftyp") return null;
  for (let at = 8; at + 16 <= bytes.byteLength; at++) {
    if (nameAt(bytes, at, 4) !== "ispe") continue;
    return { width: bytes.getUint32(at + 8), height: bytes.getUint32(at + 12) };
  }
  return null;
}

function nameAt(bytes: DataView, at: number, length: number): string {
  return String.fromCharCode(...Array.from({ length }, (_, n) => bytes.getUint8(at + n)));
}
