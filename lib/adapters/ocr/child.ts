import { Readable } from "node:stream";
import sharp from "sharp";
import { collect } from "../collect";
import { LIMITS } from "./limits";
import { recognize } from "./recognize";

/**
 * The process in which the picture of a page is read, and which may die of it. The picture comes by stdin, the megabytes that it may take and
 * the languages as arguments, and one line of JSON goes out. The engine has its memory beside the JavaScript heap and does not let go of its
 * thread: it is looked at each time that it says how far it is.
 */
const TOO_MUCH = 3;

const [most, ...languages] = process.argv.slice(2);
const mostBytes = Number(most) * 1024 * 1024;
const look = () => {
  if (process.memoryUsage.rss() > mostBytes) process.exit(TOO_MUCH);
};

// Node declares the same class under another name.
const body = Readable.toWeb(process.stdin) as ReadableStream<Uint8Array>;
const jpeg = await collect(body, LIMITS.pictureBytes);
if (!jpeg) process.exit(TOO_MUCH);
const { width, height } = await sharp(jpeg).metadata();
const paragraphs = await recognize(jpeg, { languages, size: { width, height }, onProgress: look });
look();
await new Promise<void>((resolve) =>
  process.stdout.write(`${JSON.stringify({ paragraphs })}\n`, () => resolve()),
);
process.exit(0);
