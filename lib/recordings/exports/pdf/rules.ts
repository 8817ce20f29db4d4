import type { Block } from "../rules";

/** A4, in points. */
const PAGE = { width: 595, height: 842, margin: 56 };
type Face = { size: number; font: "F1" | "F2"; before: number; indent: number };
const FACES: Record<Block["kind"], Face> = {
  title: { size: 18, font: "F2", before: 0, indent: 0 },
  heading: { size: 13, font: "F2", before: 14, indent: 0 },
  line: { size: 10, font: "F1", before: 3, indent: 0 },
  item: { size: 10, font: "F1", before: 3, indent: 12 },
};
const LEADING = 1.35;

/** Whether the fonts that every reader of PDF brings along hold all of it: Western European text. */
export function fitsPdf(blocks: Block[]): boolean {
  return blocks.every(({ text }) => [...text].every((character) => codeOf(character) !== null));
}

/** A PDF (ISO 32000) of text alone, in Helvetica. What the font does not hold is a question mark: ask `fitsPdf` first. */
export function toPdf(blocks: Block[]): Uint8Array {
  const pages: string[] = [];
  let content = "";
  let y = PAGE.height - PAGE.margin;
  for (const { kind, text } of blocks) {
    const face = FACES[kind];
    y -= y < PAGE.height - PAGE.margin ? face.before : 0;
    for (const line of wrapped(text, face)) {
      const height = face.size * LEADING;
      if (y - height < PAGE.margin) {
        pages.push(content);
        content = "";
        y = PAGE.height - PAGE.margin;
      }
      y -= height;
      content += `BT /${face.font} ${face.size} Tf ${PAGE.margin + face.indent} ${y.toFixed(1)} Td (${encoded(line)}) Tj ET\n`;
    }
  }
  return assembled([...pages, content]);
}

function wrapped(text: string, { size, indent }: Face): string[] {
  const width = (PAGE.width - 2 * PAGE.margin - indent) / size;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    for (const part of word.match(/.{1,60}/gu) ?? []) {
      const longer = line === "" ? part : `${line} ${part}`;
      if (widthOf(longer) <= width) {
        line = longer;
        continue;
      }
      lines.push(line);
      line = part;
    }
  }
  return [...lines, line].filter((each) => each !== "");
}

/** In ems, a little generous: the advance widths of Helvetica by class of letter. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/[iljtfI.,;:'|!()[\] ]/.test(character)) width += 0.3;
    else if (/[mwMW@%—…]/.test(character)) width += 0.92;
    else width += /\p{Lu}/u.test(character) ? 0.7 : 0.56;
  }
  return width;
}

const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** The byte of a character in WinAnsiEncoding, or null. */
function codeOf(character: string): number | null {
  const code = character.codePointAt(0) ?? 0;
  if ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff)) return code;
  if (/\s/.test(character)) return 0x20;
  const at = WINDOWS_1252.indexOf(character);
  return at >= 0 ? 0x80 + at : null;
}

function encoded(text: string): string {
  return [...text.normalize("NFC")]
    .map((character) => {
      const code = codeOf(character) ?? 0x3f;
      return code === 0x28 || code === 0x29 || code === 0x5c || code > 0x7e
        ? `\\${code.toString(8).padStart(3, "0")}`
        : String.fromCharCode(code);
    })
    .join("");
}

function assembled(pages: string[]): Uint8Array {
  const first = 5;
  const kids = pages.map((_, at) => `${first + 2 * at} 0 R`);
  const font = (name: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${pages.length} >>`,
    font("Helvetica"),
    font("Helvetica-Bold"),
    ...pages.flatMap((content, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${first + 2 * at + 1} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}endstream`,
    ]),
  ];
  let pdf = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = pdf.length;
    pdf += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  pdf += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`;
  return Buffer.from(pdf, "latin1");
}
