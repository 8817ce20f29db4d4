import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { z } from "zod";
import { trainedData } from "./languages";
import type { LineBox, SeenLine } from "./port";
import { boxBefore, likelyTurns, turned } from "./turning";

const Box = z.object({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() });
const Word = z.object({ text: z.string(), confidence: z.number() });
const Line = z.object({ bbox: Box, words: z.array(Word) });
const Paragraph = z.object({ lines: z.array(Line) });
const Page = z.object({ blocks: z.array(z.object({ paragraphs: z.array(Paragraph) })).nullable() });

/** Dots for an inch of what the parser draws; the engine would measure it anew for each page. */
const DOTS = "200";

/**
 * Reads the picture of a page in this process, which it keeps busy until it is done; `onProgress` is called in between, many times. A page that
 * lies on its head or on its side is turned to be read, and its lines stand where they stand in the picture. Throws for what is no picture.
 */
export async function recognize(
  jpeg: Uint8Array,
  { languages, size, onProgress }: { languages: string[]; size: Size; onProgress: () => void },
): Promise<SeenLine[][]> {
  const look = await openEngine(languages, onProgress);
  const first = look(jpeg);
  if (surenessOf(first) >= SURE) return seenLines(first, size);
  if (lettersIn(first) < LETTERS_OF_TURNED) return [];
  for (const turn of await likelyTurns(jpeg)) {
    const paragraphs = look(await turned(jpeg, turn));
    if (!(surenessOf(paragraphs) >= SURE) || lettersIn(paragraphs) < LETTERS_OF_TURNED) continue;
    const upright = turn === 180 ? size : { width: size.height, height: size.width };
    return seenLines(paragraphs, upright).map((lines) =>
      lines.map(({ text, box }) => ({ text, box: box && boxBefore(box, turn) })),
    );
  }
  return [];
}

type Paragraphs = z.infer<typeof Paragraph>[];

/** The engine with its languages, which reads one picture after the other. */
async function openEngine(
  languages: string[],
  onProgress: () => void,
): Promise<(picture: Uint8Array) => Paragraphs> {
  const { default: create } = await import("tesseract.js-core/tesseract-core-simd-lstm.js");
  const silent = () => undefined;
  const core = await create({
    wasmBinary: readFileSync(
      createRequire(import.meta.url).resolve("tesseract.js-core/tesseract-core-simd-lstm.wasm"),
    ),
    print: silent,
    printErr: silent,
    TesseractProgress: onProgress,
  });
  for (const language of languages) core.FS.writeFile(`${language}.traineddata`, trainedData(language));
  const api = new core.TessBaseAPI();
  if (api.Init(null, languages.join("+"), 1) !== 0) throw new Error("The data of a language is damaged.");
  api.SetVariable("user_defined_dpi", DOTS);
  return (picture) => {
    core.FS.writeFile("/input", picture);
    if (api.SetImageFile(1, 0) === 1) throw new Error("This is no picture.");
    api.Recognize(null);
    const { blocks } = Page.parse(JSON.parse(api.GetJSONText(0)));
    return (blocks ?? []).flatMap((block) => block.paragraphs);
  };
}

type Size = { width: number; height: number };

/** Below this, in percent and over a page or a line, it saw letters in stains, in a picture, or in what is turned. */
const SURE = 60;
const SURE_WORD = 25;

/** Letters that a turned page has at least: in a few stains it sees a word, whichever way they are turned. */
const LETTERS_OF_TURNED = 12;

function wordsOf(paragraphs: Paragraphs): Words {
  return paragraphs.flatMap(({ lines }) => lines.flatMap((line) => line.words));
}

function lettersIn(paragraphs: Paragraphs): number {
  return wordsOf(paragraphs).reduce((sum, { text }) => sum + text.length, 0);
}

function surenessOf(paragraphs: Paragraphs): number {
  return surenessIn(wordsOf(paragraphs));
}

function seenLines(paragraphs: Paragraphs, size: Size): SeenLine[][] {
  return paragraphs
    .map(({ lines }) => lines.flatMap((line) => seenLine(line, size) ?? []))
    .filter((lines) => lines.length > 0);
}

type Words = z.infer<typeof Word>[];

/** NaN where there are none. */
function surenessIn(words: Words): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return words.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0) / letters;
}

/** A line of which it is sure enough, without the words of which it is not at all. */
function seenLine({ bbox, words }: z.infer<typeof Line>, { width, height }: Size): SeenLine | null {
  const legible = words.filter(({ text, confidence }) => confidence >= SURE_WORD && text.trim() !== "");
  const text = legible.map((word) => word.text.trim()).join(" ");
  if (!(surenessIn(legible) >= SURE) || !/[\p{L}\p{N}]{2}/u.test(text)) return null;
  const box: LineBox = {
    left: bbox.x0 / width,
    top: bbox.y0 / height,
    width: (bbox.x1 - bbox.x0) / width,
    height: (bbox.y1 - bbox.y0) / height,
  };
  return { text, box };
}
