import { degrees, PDFDocument, PDFName, PDFRawStream } from "pdf-lib";
import sharp from "sharp";

/** In points: a sheet of A4. */
const A4 = { width: 595, height: 842 };

/** Paper with lines of print on it, as a scanner takes it up: gray, a little soft. `dots` an inch. */
export async function paperOf(lines: string[], { dots = 150, noise = 0 } = {}): Promise<Buffer> {
  const [width, height] = [Math.round(8.27 * dots), Math.round(11.69 * dots)];
  const size = dots / 5;
  const printed = lines
    .map(
      (line, at) =>
        `<text x="${dots}" y="${dots + at * size * 1.5}" font-size="${size}">${escaped(line)}</text>`,
    )
    .join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Serif, serif"><rect width="100%" height="100%" fill="#f4f2ee"/>${printed}</svg>`;
  const paper = sharp(Buffer.from(svg)).flatten().blur(0.5);
  if (noise > 0) {
    const grain = await sharp({
      create: {
        width,
        height,
        channels: 3,
        background: "#888",
        noise: { type: "gaussian", mean: 128, sigma: noise },
      },
    })
      .png()
      .toBuffer();
    return paper
      .composite([{ input: grain, blend: "overlay" }])
      .greyscale()
      .jpeg({ quality: 80 })
      .toBuffer();
  }
  return paper.greyscale().jpeg({ quality: 85 }).toBuffer();
}

/** A PDF with one picture on each page, or a line of text where the page is a string. */
export async function scanOfPaper(pages: (Uint8Array | string)[], { turn = 0 } = {}): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  for (const content of pages) {
    const page = pdf.addPage([A4.width, A4.height]);
    if (typeof content === "string") page.drawText(content, { x: 60, y: 700, size: 12 });
    else page.drawImage(await pdf.embedJpg(content), { x: 0, y: 0, ...A4 });
    if (turn) page.setRotation(degrees(turn));
  }
  return pdf.save();
}

/** A page as a fax machine keeps it: one bit for each dot, in strips, which a mask paints. */
export async function faxOf(lines: string[], { strips = 4, isMask = false } = {}): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([A4.width, A4.height]);
  const paper = await paperOf(lines, { dots: 200 });
  const { width = 0, height = 0 } = await sharp(paper).metadata();
  const rows = Math.ceil(height / strips);
  let drawing = "";
  for (let strip = 0; strip < strips; strip++) {
    const top = strip * rows;
    const part = { left: 0, top, width, height: Math.min(rows, height - top) };
    const gray = await sharp(paper).extract(part).greyscale().raw().toBuffer();
    const bits = new Uint8Array(((width + 7) >> 3) * part.height);
    const channels = gray.length / (width * part.height);
    for (let y = 0; y < part.height; y++)
      for (let x = 0; x < width; x++)
        if ((gray[(y * width + x) * channels] ?? 0) > 128) {
          const at = y * ((width + 7) >> 3) + (x >> 3);
          bits[at] = (bits[at] ?? 0) | (128 >> (x & 7));
        }
    const name = `Strip${strip}`;
    const dictionary = {
      Type: "XObject",
      Subtype: "Image",
      Width: width,
      Height: part.height,
      BitsPerComponent: 1,
      ...(isMask ? { ImageMask: true } : { ColorSpace: "DeviceGray" }),
    };
    const image = PDFRawStream.of(pdf.context.obj(dictionary), bits);
    page.node.setXObject(PDFName.of(name), pdf.context.register(image));
    const scale = A4.height / height;
    const lies = `${A4.width} 0 0 ${part.height * scale} 0 ${A4.height - (top + part.height) * scale}`;
    drawing += `q ${lies} cm /${name} Do Q\n`;
  }
  page.node.set(PDFName.of("Contents"), pdf.context.register(pdf.context.stream(drawing)));
  return pdf.save();
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

export function blankPaper(): Promise<Buffer> {
  return paperOf([]);
}

/** A page of stains: as much of them as a photocopier leaves when its glass was never wiped. */
export async function noiseOf(): Promise<Buffer> {
  return sharp({
    create: {
      width: 620,
      height: 877,
      channels: 3,
      background: "#fff",
      noise: { type: "gaussian", mean: 160, sigma: 70 },
    },
  })
    .greyscale()
    .jpeg()
    .toBuffer();
}

/** Paper that was laid on the glass in another way; degrees, clockwise. */
export function turnedBy(paper: Uint8Array, turn: 90 | 180 | 270): Promise<Buffer> {
  return sharp(paper).rotate(turn).jpeg().toBuffer();
}
