import { Readable } from "node:stream";
import { z } from "zod";
import { collect } from "../collect";
import { readBytes } from "./formats/read";
import { LIMITS } from "./limits";
import type { Parsed } from "./port";

/**
 * The process in which a document is read, and which may die of it. The bytes come by stdin, the kind as the argument; a line of JSON goes out
 * for each percent, and one for what came of it. With `draw` and numbers of pages instead, a line goes out for each page with its picture.
 * It has no environment, no connection, and nothing to steal.
 */
const Kind = z.enum(["pdf", "docx", "pptx", "xlsx", "csv", "markdown", "html", "text", "image"]);

type Line = { percent: number } | { parsed: Parsed } | { page: number; jpeg: string | null };
const say = (line: Line) =>
  new Promise<void>((resolve) => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()));

let told = -1;
const onProgress = (percent: number) => {
  if (percent === told) return;
  told = percent;
  void say({ percent });
};

// Node declares the same class under another name.
const body = Readable.toWeb(process.stdin) as ReadableStream<Uint8Array>;
const bytes = await collect(body, LIMITS.fileBytes);
if (process.argv[2] === "draw") await draw(z.array(z.coerce.number()).parse(process.argv.slice(3)));
else await parse(Kind.parse(process.argv[2]));
process.exit(0);

async function parse(kind: z.infer<typeof Kind>): Promise<void> {
  await say({ parsed: bytes ? await readBytes(bytes, kind, onProgress) : { ok: false, fault: "too_large" } });
}

/** Page by page: what one of them does to this process does not undo the others. */
async function draw(pages: number[]): Promise<void> {
  const { drawPages } = await import("./formats/pages");
  for (const page of bytes ? pages : []) {
    const [drawn] = bytes ? await drawPages(bytes, [page]) : [];
    await say({ page, jpeg: drawn?.jpeg ? Buffer.from(drawn.jpeg).toString("base64") : null });
  }
}
