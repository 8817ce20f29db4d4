import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEmbeddedOcr } from "@/lib/adapters/ocr/embedded";
import { createParserProcess } from "@/lib/adapters/parser/process";
import { setLogLevel } from "@/lib/core/log";
import { read } from "@/lib/ctx";
import { search } from "@/lib/sources/search/queries";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { keepFile, processAll } from "@/tests/support/library";
import { paperOf } from "@/tests/support/scans";
import { createDocument } from "../commands";
import { getDocument, toDocumentDto } from "../queries";
import { listParts } from "../text/queries";

let all: Cast;
beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
  all.ports.ocr = createEmbeddedOcr(["eng"]);
  all.ports.parser = createParserProcess();
});
afterAll(() => all.db.drop());

async function bring(name: string, bytes: Uint8Array) {
  const ctx = all.ctxOf(all.ana);
  const file = await keepFile(ctx, name, bytes);
  const { document } = await createDocument(ctx, { fileId: file.id });
  await processAll(ctx, { documentId: document.id, version: document.version });
  return read(ctx, async (tx) => toDocumentDto(await getDocument(tx, document.id)));
}

const foundBy = (by: CastMember, q: string) =>
  read(all.ctxOf(by), (tx) => search(tx, { q, sort: "relevance", limit: 5 })).then(({ items }) => items);

const partsOf = async ({ id, version }: { id: string; version: number }) =>
  (await listParts(all.ctxOf(all.ana), id, { version, limit: 5 })).items;

const print = (words: string) => paperOf([words], { dots: 110 });

test.each([
  [
    "PNG",
    "png",
    async () =>
      sharp(await print("The png kettle is descaled monthly."))
        .png()
        .toBuffer(),
  ],
  ["JPEG", "jpg", () => print("The jpg kettle is descaled monthly.")],
  [
    "WebP",
    "webp",
    async () =>
      sharp(await print("The webp kettle is descaled monthly."))
        .webp()
        .toBuffer(),
  ],
])(
  "the words of a %s are read in it, and found by its readers alone",
  { timeout: 240_000 },
  async (_kind, extension, make) => {
    const document = await bring(`Photo ${extension}.${extension}`, await make());
    expect(document).toMatchObject({
      kind: "image",
      status: "ready",
      pictures: { pages: 1, read: 1, left: 0 },
    });
    const [part] = await partsOf(document);
    expect(part).toMatchObject({ text: `The ${extension} kettle is descaled monthly.` });
    expect(part?.scanned?.[0]?.box?.left).toBeCloseTo(0.12, 1);
    const found = await foundBy(all.mia, `${extension} kettle descaled`);
    expect(found).toMatchObject([{ id: document.id, anchor: { kind: "page", page: 1 } }]);
    for (const stranger of [all.eve, all.gus]) expect(await foundBy(stranger, "kettle")).toEqual([]);
  },
);

test("a photograph from a phone that was held upright is read upright", { timeout: 240_000 }, async () => {
  const sideways = await sharp(await print("The dinghy is in the shed."))
    .rotate(270)
    .toBuffer();
  const document = await bring(
    "IMG_0815.jpg",
    await sharp(sideways).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
  );
  const [part] = await partsOf(document);
  expect(part?.text).toBe("The dinghy is in the shed.");
  expect(part?.scanned?.[0]?.box?.top).toBeLessThan(0.2);
});

test("a photograph of no words says so and is found by its name; half a picture says that it is damaged", {
  timeout: 240_000,
}, async () => {
  const plain = await sharp({ create: { width: 400, height: 300, channels: 3, background: "#478" } })
    .png()
    .toBuffer();
  const document = await bring("Harbour at noon.png", plain);
  expect(document).toMatchObject({ status: "failed", error: { code: "wordless" } });
  expect(await foundBy(all.mia, "harbour")).toMatchObject([{ id: document.id }]);
  for (const [name, format] of [
    ["half.png", "png"],
    ["half.jpg", "jpeg"],
    ["half.webp", "webp"],
  ] as const) {
    const noise = await sharp(randomBytes(300 * 200 * 3), { raw: { width: 300, height: 200, channels: 3 } })
      .toFormat(format)
      .toBuffer();
    const half = await bring(name, noise.subarray(0, noise.length / 2));
    expect(half, name).toMatchObject({ status: "failed", error: { code: "damaged" } });
  }
  const stump = await bring("stump.png", plain.subarray(0, 60));
  expect(stump.status).toBe("failed");
  const giant = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();
  expect((await bring("wall.png", giant)).error?.code).toBe("too_large");
});
