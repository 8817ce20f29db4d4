import { Readable } from "node:stream";
import { z } from "zod";
import { collect } from "../collect";
import { readBytes } from "./formats/read";
import { LIMITS } from "./limits";
import type { Parsed } from "./port";

/**
 * The process in which a document is read, and which may die of it. The bytes come by stdin, the kind as the argument; a line of JSON goes out
 * for each percent, and one for what came of it. It has no environment, no connection, and nothing to steal.
 */
const Kind = z.enum(["pdf", "docx", "pptx", "xlsx", "csv", "markdown", "html", "text"]);

const say = (line: { percent: number } | { parsed: Parsed }) =>
  new Promise<void>((resolve) => process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve()));

let told = -1;
const onProgress = (percent: number) => {
  if (percent === told) return;
  told = percent;
  void say({ percent });
};

const kind = Kind.parse(process.argv[2]);
// Node declares the same class under another name.
const body = Readable.toWeb(process.stdin) as ReadableStream<Uint8Array>;
const bytes = await collect(body, LIMITS.fileBytes);
await say({ parsed: bytes ? await readBytes(bytes, kind, onProgress) : { ok: false, fault: "too_large" } });
process.exit(0);
