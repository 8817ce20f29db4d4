import { createRequire } from "node:module";
import path from "node:path";
import type { PDFPageProxy } from "pdfjs-dist/types/src/display/api";
import sharp from "sharp";
import { LIMITS } from "../limits";
import type { PagePicture } from "../port";
import { drawPicture } from "./picture";
import { asPixels, type Pixels } from "./pixels";

/**
 * Pictures of pages that are pictures: what a scanner made. No page is rendered: its images are laid on white paper where the page puts them,
 * so that a place in the picture is the same place on the page as it is seen. Null for a page without images, or with images that cannot be
 * had. A picture is its own page.
 */
export async function drawPages(bytes: Uint8Array, pages: number[]): Promise<PagePicture[]> {
  if (!isPdf(bytes)) return Promise.all(pages.map((page) => drawPicture(bytes, page)));
  sharp.cache(false);
  sharp.concurrency(1);
  const { getDocument, OPS } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const home = path.dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
  const task = getDocument({
    data: new Uint8Array(bytes), // its own copy: it is handed over
    cMapUrl: `${home}/cmaps/`,
    standardFontDataUrl: `${home}/standard_fonts/`,
    wasmUrl: `${home}/wasm/`,
    iccUrl: `${home}/iccs/`,
    maxImageSize: LIMITS.imagePixels,
    isOffscreenCanvasSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: 0,
  });
  try {
    const pdf = await task.promise;
    const drawn: PagePicture[] = [];
    for (const number of pages) {
      const page = await pdf.getPage(number);
      const images = await imagesOf(page, OPS);
      drawn.push({ page: number, jpeg: images.length > 0 ? await lay(page, images) : null });
      page.cleanup();
    }
    return drawn;
  } finally {
    await task.destroy();
  }
}

/** Some writers put a few bytes before the mark. */
function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1_024)).includes("%PDF-");
}

type Matrix = [number, number, number, number, number, number];
/** An image, and how its unit square lies on the page as it is seen, in points from the upper left corner. */
type Placed = { pixels: Pixels; at: Matrix };

async function imagesOf(page: PDFPageProxy, ops: Record<string, number>): Promise<Placed[]> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const viewport = page.getViewport({ scale: 1 }).transform as Matrix; // six numbers, in pdf.js's own words
  const kept: Matrix[] = [];
  const placed: Placed[] = [];
  let now = viewport;
  for (const [index, op] of fnArray.entries()) {
    const args: unknown[] = argsArray[index] ?? [];
    if (op === ops.save) kept.push(now);
    else if (op === ops.restore) now = kept.pop() ?? viewport;
    else if (op === ops.transform) now = times(now, args as Matrix);
    else if (op === ops.paintFormXObjectBegin) {
      kept.push(now);
      if (Array.isArray(args[0])) now = times(now, args[0] as Matrix);
    } else if (op === ops.paintFormXObjectEnd) now = kept.pop() ?? viewport;
    else if (
      op === ops.paintImageXObject ||
      op === ops.paintInlineImageXObject ||
      op === ops.paintImageMaskXObject
    ) {
      if (placed.length === LIMITS.imagesOfPage) return [];
      const pixels = asPixels(await found(page, args[0]), op === ops.paintImageMaskXObject);
      if (pixels) placed.push({ pixels, at: now });
    }
  }
  return placed;
}

/** An image is given by its name, or is there itself. */
function found(page: PDFPageProxy, image: unknown): Promise<unknown> {
  const name = typeof image === "string" ? image : nameIn(image);
  if (name === null) return Promise.resolve(image);
  const store = name.startsWith("g_") ? page.commonObjs : page.objs;
  return new Promise((resolve) => store.get(name, resolve));
}

function nameIn(image: unknown): string | null {
  if (typeof image !== "object" || image === null || !("data" in image)) return null;
  return typeof image.data === "string" ? image.data : null;
}

function times(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[2] * b[1],
    a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3],
    a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4],
    a[1] * b[4] + a[3] * b[5] + a[5],
  ];
}

/** Images that cover less of their page than this together are a letterhead, a logo, a stamp: no scan. */
const LEAST_COVERED = 0.25;

async function lay(page: PDFPageProxy, images: Placed[]): Promise<Uint8Array | null> {
  const { width, height } = page.getViewport({ scale: 1 });
  const laid = images.flatMap(({ pixels, at }) => {
    const lies = uprightIn(at);
    return lies ? [{ pixels, ...lies }] : [];
  });
  const covered = laid.reduce((sum, one) => sum + one.width * one.height, 0);
  if (covered < LEAST_COVERED * width * height) return null;
  // As fine as the finest of its images, and no finer than is read.
  const fineness = Math.max(
    ...laid.map(({ pixels, width: points, isTurned }) => (isTurned ? pixels.height : pixels.width) / points),
  );
  const scale = Math.min(fineness, LIMITS.pictureSide / Math.max(width, height));
  const paper = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  const layers = await Promise.all(laid.map((one) => layerOf(one, scale, paper)));
  return sharp({ create: { ...paper, channels: 3, background: "white" } })
    .composite(layers.filter((layer) => layer !== null))
    .greyscale()
    .jpeg({ quality: 88 })
    .toBuffer();
}

type Lies = {
  left: number;
  top: number;
  width: number;
  height: number;
  /** Clockwise, in degrees, after it was mirrored. */
  turn: 0 | 90;
  isTurned: boolean;
  flip: boolean;
  flop: boolean;
};

/** How an image lies when its edges are parallel to those of the page; else null. The first row of an image is at the top of its square. */
function uprightIn([a, b, c, d, e, f]: Matrix): Lies | null {
  const corners = [
    [e, f],
    [e + a + c, f + b + d],
  ] as const;
  const left = Math.min(corners[0][0], corners[1][0]);
  const top = Math.min(corners[0][1], corners[1][1]);
  const width = Math.abs(corners[0][0] - corners[1][0]);
  const height = Math.abs(corners[0][1] - corners[1][1]);
  const place = { left, top, width, height };
  const slant = 0.02 * (Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d));
  if (width < 1 || height < 1) return null;
  // The square's y points up and the image's rows go down: without mirroring, d is negative as it is seen.
  if (Math.abs(b) < slant && Math.abs(c) < slant)
    return { ...place, turn: 0, isTurned: false, flop: a < 0, flip: d > 0 };
  if (Math.abs(a) < slant && Math.abs(d) < slant)
    return { ...place, turn: 90, isTurned: true, flop: c < 0, flip: b < 0 };
  return null;
}

async function layerOf({ pixels, ...lies }: Lies & { pixels: Pixels }, scale: number, paper: Size) {
  const left = Math.round(lies.left * scale);
  const top = Math.round(lies.top * scale);
  const width = Math.max(1, Math.round(lies.width * scale));
  const height = Math.max(1, Math.round(lies.height * scale));
  const cut = {
    left: Math.max(0, -left),
    top: Math.max(0, -top),
    width: Math.min(width, paper.width - left) - Math.max(0, -left),
    height: Math.min(height, paper.height - top) - Math.max(0, -top),
  };
  if (cut.width < 1 || cut.height < 1 || width * height > LIMITS.imagePixels) return null;
  const { data, ...raw } = pixels;
  const turned = await sharp(data, { raw })
    .rotate(lies.turn)
    .flip(lies.flip)
    .flop(lies.flop)
    .resize({ width, height, fit: "fill" })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return {
    input: await sharp(turned).extract(cut).png({ compressionLevel: 1 }).toBuffer(),
    left: Math.max(0, left),
    top: Math.max(0, top),
  };
}

type Size = { width: number; height: number };
