import { Readable } from "node:stream";
import { z } from "zod";
import { createPicturesHere } from "./here";

/**
 * The process in which a picture is drawn, and which may die of it. The bytes come by stdin, the megabytes that it may take as the argument,
 * and one line of JSON goes out. Decoders take their memory beside the JavaScript heap: it is looked at while they work in their threads,
 * and the process ends before the machine suffers.
 */
const LOOK_MS = 20;
const TOO_MUCH = 3;

const mostBytes = z.coerce.number().parse(process.argv[2]) * 1024 * 1024;
setInterval(() => {
  if (process.memoryUsage.rss() > mostBytes) process.exit(TOO_MUCH);
}, LOOK_MS);

// Node declares the same class under another name.
const body = Readable.toWeb(process.stdin) as ReadableStream<Uint8Array>;
const drawn = await createPicturesHere().redraw(body);
const line = JSON.stringify(
  drawn.ok ? { ...drawn, small: textOf(drawn.small), large: textOf(drawn.large) } : drawn,
);
await new Promise<void>((resolve) => process.stdout.write(`${line}\n`, () => resolve()));
process.exit(0);

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
