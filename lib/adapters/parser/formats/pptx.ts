import { Parser } from "htmlparser2";
import { Unreadable } from "../fault";
import { LIMITS } from "../limits";
import type { ParsedPart } from "../port";
import { unpack } from "./archive";
import { keepable } from "./text";

const SLIDE = /^ppt\/slides\/slide(\d+)\.xml$/;

/** A presentation, slide by slide, in the order of their numbers. */
export async function readPptx(bytes: Uint8Array): Promise<ParsedPart[]> {
  const slides = await unpack(bytes, (name) => SLIDE.test(name));
  const numbered = [...slides].map(([name, xml]) => ({ slide: Number(SLIDE.exec(name)?.[1]), xml }));
  if (numbered.length === 0) throw new Unreadable("damaged");
  if (numbered.length > LIMITS.pages) throw new Unreadable("too_many_pages");
  return numbered
    .toSorted((a, b) => a.slide - b.slide)
    .map(({ slide, xml }) => partOf(slide, xml.toString("utf8")));
}

/** Each shape is a paragraph of its own; one that holds the title is a heading. */
function partOf(slide: number, xml: string): ParsedPart {
  const headings: ParsedPart["headings"] = [];
  let text = "";
  let isText = false;
  let shape = { start: 0, isTitle: false };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === "p:sp" || name === "p:graphicFrame") shape = { start: text.length, isTitle: false };
        if (name === "p:ph" && /^(ctrT|t)itle$/.test(attributes.type ?? "")) shape.isTitle = true;
        if (name === "a:tc" && text !== "" && !text.endsWith("\n")) text += " | ";
        isText = name === "a:t";
        if (name === "a:br") text += "\n";
      },
      ontext(chunk) {
        if (isText) text += keepable(chunk);
      },
      onclosetag(name) {
        if (name === "a:t") isText = false;
        if (name === "a:p" || name === "a:tr") text = text.trimEnd() === "" ? "" : `${text.trimEnd()}\n`;
        if (name !== "p:sp" && name !== "p:graphicFrame") return;
        const end = text.trimEnd().length;
        if (end <= shape.start) return;
        if (shape.isTitle) headings.push({ start: shape.start, end, level: 1 });
        text = `${text.slice(0, end)}\n\n`;
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return { place: { kind: "slide", slide }, text: text.trimEnd(), headings, rows: [] };
}
