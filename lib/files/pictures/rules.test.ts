import { expect, test } from "vitest";
import { pngOf } from "@/tests/support/pictures";
import { sizeOfPicture } from "./rules";

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    Buffer.concat(
      parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))),
    ),
  );
const FRAME = [0xff, 0xc0, 0, 17, 8, 0x01, 0x2c, 0x01, 0x90, ...Array(10).fill(0)]; // 400 wide, 300 high
const APP0 = [0xff, 0xe0, 0, 4, 0, 0];
const exif = (orientation: number) => [
  ...[0xff, 0xe1, 0, 34, ...Buffer.from("Exif\0\0")],
  ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
  ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
];

test.each([
  ["png", pngOf(7, 5, [0, 0, 0]), { width: 7, height: 5 }],
  ["gif", bytes("GIF89a", [0x40, 1, 0xf0, 0]), { width: 320, height: 240 }],
  ["jpeg", bytes([0xff, 0xd8], APP0, FRAME), { width: 400, height: 300 }],
  ["jpeg held upright", bytes([0xff, 0xd8], exif(6), FRAME), { width: 300, height: 400 }],
  ["jpeg held level", bytes([0xff, 0xd8], exif(1), FRAME), { width: 400, height: 300 }],
  [
    "webp, extended",
    bytes("RIFF", [0, 0, 0, 0], "WEBPVP8X", Array(8).fill(0), [9, 0, 0, 4, 0, 0]),
    { width: 10, height: 5 },
  ],
  [
    "webp, lossy",
    bytes("RIFF", [0, 0, 0, 0], "WEBPVP8 ", Array(10).fill(0), [10, 0, 5, 0]),
    { width: 10, height: 5 },
  ],
  [
    "webp, lossless",
    bytes("RIFF", [0, 0, 0, 0], "WEBPVP8L", [0, 0, 0, 0, 0x2f, 9, 0, 1, 0]),
    { width: 10, height: 5 },
  ],
  [
    "avif",
    bytes(
      [0, 0, 0, 16],
      "ftypavif",
      [0, 0, 0, 0],
      [0, 0, 0, 20],
      "ispe",
      [0, 0, 0, 0],
      [0, 0, 0, 10, 0, 0, 0, 5],
    ),
    { width: 10, height: 5 },
  ],
])("the size of a %s", (_, picture, size) => {
  expect(sizeOfPicture(picture)).toEqual(size);
});

test.each([
  ["nothing", new Uint8Array()],
  ["text", bytes("A picture of a heron, in words that go on for a while.")],
  ["a cut png", pngOf(7, 5, [0, 0, 0]).subarray(0, 20)],
  ["a png without width", pngOf(0, 5, [0, 0, 0])],
  ["a jpeg without a frame", bytes([0xff, 0xd8], APP0)],
  ["a jpeg that ends in the middle of its Exif", bytes([0xff, 0xd8], exif(6).slice(0, 20))],
  [
    "a png that says it is endless",
    (() => {
      const png = pngOf(7, 5, [0, 0, 0]);
      png.set([0xff, 0xff], 16);
      return png;
    })(),
  ],
])("of %s there is none", (_, picture) => {
  expect(sizeOfPicture(picture)).toBeNull();
});
