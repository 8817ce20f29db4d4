import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { z } from "zod";
import { trainedData } from "./languages";
import type { LineBox, SeenLine } from "./port";

const Box = z.object({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() });
const Word = z.object({ text: z.string(), confidence: z.number() });
const Line = z.object({ bbox: Box, words: z.array(Word) });
const Page = z.object({
  blocks: z.array(z.object({ paragraphs: z.array(z.object({ lines: z.array(Line) })) })).nullable(),
});

/** Dots for an inch of what the parser draws; the engine would measure it anew for each page. */
const DOTS = "200";

/**
 * Reads the picture of a page in this process, which it keeps busy until it is done; `onProgress` is called in between, many times. Throws for
 * what is no picture.
 */
export async function recognize(
  jpeg: Uint8Array,
  { languages, size, onProgress }: { languages: string[]; size: Size; onProgress: () => void },
): Promise<SeenLine[][]> {
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
  core.FS.writeFile("/input", jpeg);
  if (api.SetImageFile(1, 0) === 1) throw new Error("This is no picture.");
  api.Recognize(null);
  const { blocks } = Page.parse(JSON.parse(api.GetJSONText(0)));
  const paragraphs = (blocks ?? []).flatMap((block) => block.paragraphs);
  const words = paragraphs.flatMap(({ lines }) => lines.flatMap((line) => line.words));
  if (!(surenessOf(words) >= SURE)) return [];
  return paragraphs
    .map(({ lines }) => lines.flatMap((line) => seenLine(line, size) ?? []))
    .filter((lines) => lines.length > 0);
}

type Size = { width: number; height: number };

/** Below this, in percent and over a page or a line, it saw letters in stains, in a picture, or in what stands on its head. */
const SURE = 60;
const SURE_WORD = 25;

/** NaN where there are none. */
function surenessOf(words: z.infer<typeof Word>[]): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return words.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0) / letters;
}

/** A line of which it is sure enough, without the words of which it is not at all. */
function seenLine({ bbox, words }: z.infer<typeof Line>, { width, height }: Size): SeenLine | null {
  const legible = words.filter(({ text, confidence }) => confidence >= SURE_WORD && text.trim() !== "");
  const text = legible.map((word) => word.text.trim()).join(" ");
  if (!(surenessOf(legible) >= SURE) || !/[\p{L}\p{N}]{2}/u.test(text)) return null;
  const box: LineBox = {
    left: bbox.x0 / width,
    top: bbox.y0 / height,
    width: (bbox.x1 - bbox.x0) / width,
    height: (bbox.y1 - bbox.y0) / height,
  };
  return { text, box };
}
