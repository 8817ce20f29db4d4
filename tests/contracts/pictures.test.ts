import { describe, expect, test } from "vitest";
import { createPicturesHere } from "@/lib/adapters/pictures/here";
import type { PicturesPort, Redrawn } from "@/lib/adapters/pictures/port";
import { createPicturesProcess } from "@/lib/adapters/pictures/process";
import { bomb, inFormat, lookAt, movingGif, photograph } from "@/tests/support/photographs";
import { PNG, pngOf } from "@/tests/support/pictures";

const redraw = (pictures: PicturesPort, bytes: Uint8Array) =>
  pictures.redraw(new Blob([new Uint8Array(bytes)]).stream());

async function drawn(pictures: PicturesPort, bytes: Uint8Array): Promise<Redrawn & { ok: true }> {
  const made = await redraw(pictures, bytes);
  if (!made.ok) throw new Error(`It was ${made.fault}.`);
  return made;
}

const white = (color: number[]) => color.every((part) => part > 240);

describe.each([
  ["here", createPicturesHere()],
  ["in a process of its own", createPicturesProcess()],
])("%s", (_where, pictures) => {
  test("a photograph is held upright and says nothing of where it was taken", async () => {
    const original = await photograph();
    expect(await lookAt(original)).toMatchObject({ width: 40, height: 30, hidden: expect.anything() });
    expect(original.includes("Ana Berg")).toBe(true);

    const made = await drawn(pictures, original);
    expect(made).toMatchObject({ width: 30, height: 40, isMoving: false });
    for (const bytes of [made.small, made.large]) {
      const seen = await lookAt(bytes, { x: 28, y: 20 });
      expect(seen).toMatchObject({ format: "webp", width: 30, height: 40, hidden: null });
      // What is at the top of the bytes is to the right of the picture.
      expect(white(seen.color)).toBe(true);
      expect(white((await lookAt(bytes, { x: 5, y: 20 })).color)).toBe(false);
      expect(/Exif|Ana Berg|GPS/.test(Buffer.from(bytes).toString("latin1"))).toBe(false);
    }
  });

  test("what would unfold to more than it may is not drawn", { timeout: 60_000 }, async () => {
    const small = await bomb();
    expect(small.byteLength).toBeLessThan(2_000_000);
    expect(await redraw(pictures, small)).toEqual({ ok: false, fault: "too_large" });
    expect((await redraw(pictures, PNG)).ok).toBe(true);
  });
});

describe("what is drawn", () => {
  const pictures = createPicturesHere();

  test.each(["avif", "webp", "tiff", "png"] as const)("a picture in %s, in two sizes", async (format) => {
    const made = await drawn(pictures, await inFormat(format));
    expect(made).toMatchObject({ width: 900, height: 300 });
    expect(await lookAt(made.small)).toMatchObject({ format: "webp", width: 720, height: 240 });
    expect(await lookAt(made.large)).toMatchObject({ format: "webp", width: 900, height: 300 });
  });

  test("what moves stands still where it is small, and moves where it is looked at", async () => {
    const made = await drawn(pictures, await movingGif());
    expect(made).toMatchObject({ isMoving: true, width: 60, height: 40 });
    const still = await lookAt(made.small);
    expect(still).toMatchObject({ format: "webp", height: 40 });
    expect(still.pages ?? 1).toBe(1);
    expect(white(still.color)).toBe(false);
    expect(await lookAt(made.large)).toMatchObject({ format: "webp", pages: 2 });
  });
});

describe("what cannot be drawn is said", () => {
  const pictures = createPicturesHere();
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  const endless = () => {
    const png = pngOf(7, 5, [0, 0, 0]);
    new DataView(png.buffer).setUint32(16, 90_000);
    return png;
  };
  const cases: [string, () => Uint8Array | Promise<Uint8Array>, string][] = [
    ["a photograph that was cut off", async () => (await photograph()).subarray(0, -80), "damaged"],
    ["a PNG that was cut off", async () => (await inFormat("png")).subarray(0, 200), "damaged"],
    ["nothing", () => new Uint8Array(), "damaged"],
    ["words", () => bytesOf("A heron, in words."), "damaged"],
    [
      "a drawing that could run, and fetch",
      () =>
        bytesOf(
          '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
        ),
      "damaged",
    ],
    ["a PNG that says it is wider than it is", endless, "damaged"],
    ["a GIF that says it is endless", () => bytesOf("GIF89a\u007f\u007f\u007f\u007f\0\0\0;"), "damaged"],
    ["more bytes than are looked at", () => new Uint8Array(65 * 1024 * 1024), "too_large"],
  ];
  test.each(cases)("%s", { timeout: 30_000 }, async (_, make, fault) => {
    expect(await redraw(pictures, await make())).toEqual({ ok: false, fault });
  });
});

test("a process that draws ends when it takes too long, and when it takes too much", {
  timeout: 60_000,
}, async () => {
  const fault = { ok: false, fault: "too_large" };
  expect(await redraw(createPicturesProcess({ seconds: 0.05 }), PNG)).toEqual(fault);
  const large = await inFormat("png");
  expect(await redraw(createPicturesProcess({ memoryMegabytes: 24 }), large)).toEqual(fault);
  expect((await redraw(createPicturesProcess(), large)).ok).toBe(true);
});
