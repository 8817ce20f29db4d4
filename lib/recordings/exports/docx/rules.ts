import { crc32 } from "node:zlib";
import type { Block } from "../rules";

const STYLES: Record<Block["kind"], string> = {
  title: "Title",
  heading: "Heading1",
  line: "Normal",
  item: "ListParagraph",
};

/** A Word document (ECMA-376) of paragraphs with the usual styles. */
export function toDocx(blocks: Block[]): Uint8Array {
  const paragraphs = blocks.map(
    ({ kind, text }) =>
      `<w:p><w:pPr><w:pStyle w:val="${STYLES[kind]}"/></w:pPr><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`,
  );
  const document = `${XML}<w:document xmlns:w="${W}"><w:body>${paragraphs.join("")}<w:sectPr/></w:body></w:document>`;
  return zipped([
    ["[Content_Types].xml", CONTENT_TYPES],
    ["_rels/.rels", relations([["officeDocument", "word/document.xml"]])],
    ["word/document.xml", document],
    ["word/_rels/document.xml.rels", relations([["styles", "styles.xml"]])],
    ["word/styles.xml", STYLE_SHEET],
  ]);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const PART = "application/vnd.openxmlformats-officedocument.wordprocessingml";

const CONTENT_TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${PART}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${PART}.styles+xml"/></Types>`;

const style = (id: string, name: string, size: number, isBold: boolean, indent: number) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:pPr><w:spacing w:before="${isBold ? 240 : 0}" w:after="120"/><w:ind w:left="${indent}"/></w:pPr><w:rPr>${isBold ? "<w:b/>" : ""}<w:sz w:val="${size}"/></w:rPr></w:style>`;

const STYLE_SHEET = `${XML}<w:styles xmlns:w="${W}">${style("Normal", "Normal", 22, false, 0)}${style("Title", "Title", 40, true, 0)}${style("Heading1", "heading 1", 28, true, 0)}${style("ListParagraph", "List Paragraph", 22, false, 360)}</w:styles>`;

function relations(parts: [kind: string, target: string][]): string {
  const each = parts.map(
    ([kind, target], at) => `<Relationship Id="r${at + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}

/** XML 1.0 cannot hold most control characters in any form. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

/** A zip archive whose entries are stored as they are. */
function zipped(entries: [name: string, content: string][]): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const [path, bytes] = [Buffer.from(name), Buffer.from(content)];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x0800, 2); // names are UTF-8
    facts.writeUInt16LE(0x21, 8); // the first day that the format knows: exports of the same are the same
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    locals.push(Buffer.from("PK\x03\x04"), facts, path, bytes);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), facts, place, path);
    offset += 30 + path.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, listed, Buffer.from("PK\x05\x06"), end]);
}
