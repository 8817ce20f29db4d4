import { crc32, deflateRawSync } from "node:zlib";
import { Document, HeadingLevel, Packer, Paragraph } from "docx";
import { PDFDocument, StandardFonts } from "pdf-lib";

/** A PDF with a line of text on each page. */
export async function pdfOf(lines: string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const line of lines) pdf.addPage([400, 300]).drawText(line, { x: 20, y: 200, size: 12, font });
  return pdf.save();
}

/** A PDF whose pages have lines, but no text: what a scanner makes. */
export async function scanOf(pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  for (let i = 0; i < pages; i++)
    pdf.addPage([400, 300]).drawRectangle({ x: 20, y: 20, width: 100, height: 50 });
  return pdf.save();
}

/** A PDF that asks for a password: its check value belongs to one that nobody knows. */
export function lockedPdf(): Uint8Array {
  const key = "ab".repeat(32);
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    `<< /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -4 >>`,
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = text.length;
  text += `xref\n0 5\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`;
  text += `trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>] >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}

/** A Word document of headings (lines that begin with #) and paragraphs. */
export async function docxOf(lines: string[]): Promise<Uint8Array> {
  const children = lines.map((line) =>
    line.startsWith("# ")
      ? new Paragraph({ text: line.slice(2), heading: HeadingLevel.HEADING_1 })
      : new Paragraph(line),
  );
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })));
}

/** A presentation, as far as it is read: a title and a paragraph for each slide. */
export function pptxOf(slides: { title: string; text: string }[]): Uint8Array {
  const shape = (placeholder: string, text: string) =>
    `<p:sp><p:nvSpPr><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`;
  return zipOf([
    { name: "[Content_Types].xml", content: "<Types/>" },
    ...slides.map(({ title, text }, index) => ({
      name: `ppt/slides/slide${index + 1}.xml`,
      content: `<p:sld>${shape('<p:ph type="title"/>', title)}${shape("", text)}</p:sld>`,
    })),
  ]);
}

type Entry = { name: string; content: string | Uint8Array; claims?: number };

/** An archive, also one that says less of itself than comes out (`claims`, in bytes). */
export function zipOf(entries: Entry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims } of entries) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claims ?? bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, Buffer.from(name), packed]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, central, Buffer.from(name)]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...parts, central, Buffer.from("PK\x05\x06"), end]));
}
