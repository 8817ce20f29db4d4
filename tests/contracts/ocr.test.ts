import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBreakers } from "@/lib/adapters/breaker";
import { parseEnv } from "@/lib/adapters/env";
import { createModelsOf } from "@/lib/adapters/models/models";
import { createEmbeddedOcr } from "@/lib/adapters/ocr/embedded";
import { isInstalled, packageOf } from "@/lib/adapters/ocr/languages";
import { createModelOcr, READING_INSTRUCTION } from "@/lib/adapters/ocr/model";
import { createOcr, NO_OCR, ocrChoiceOf } from "@/lib/adapters/ocr/ocr";
import type { LineBox, OcrPort, SeenPage } from "@/lib/adapters/ocr/port";
import { blankPaper, noiseOf, paperOf, turnedBy } from "@/tests/support/scans";
import { type OpenAiWire, startOpenAiWire } from "@/tests/support/wire-openai";

const LINES = [
  "Annual leave is twenty-seven days.",
  "Sick pay lasts six weeks.",
  "The cellar key hangs by the door.",
];

const textOf = ({ paragraphs }: SeenPage) =>
  paragraphs.map((lines) => lines.map(({ text }) => text).join(" ")).join(" ");

test("English comes along", () => {
  const require = createRequire(import.meta.url);
  expect(require.resolve("@tesseract.js-data/eng")).toContain(packageOf("eng"));
  expect(isInstalled("eng")).toBe(true);
});

let wire: OpenAiWire;
beforeAll(async () => {
  wire = await startOpenAiWire();
});
afterAll(() => wire.close());

async function modelOcr(timeoutMs = 5_000): Promise<OcrPort> {
  const compatible = { apiKey: "key", baseUrl: wire.baseUrl };
  const models = await createModelsOf({ compatible }, { breakers: createBreakers({ failures: 1_000 }) });
  return createModelOcr({ provider: "compatible", name: "wire-large" }, { models, timeoutMs });
}

describe.each([
  ["built in", async () => createEmbeddedOcr(["eng"])],
  [
    "a model",
    async () => {
      wire.play([{ kind: "text", text: LINES.join("\n") }]);
      return modelOcr();
    },
  ],
])("%s", (_which, make) => {
  test("says what stands on a page", { timeout: 240_000 }, async () => {
    const ocr = await make();
    expect(ocr.engine()).not.toBeNull();
    expect(textOf(await ocr.look(await paperOf(LINES, { noise: 20 })))).toBe(LINES.join(" "));
  });
});

describe("what is built in", () => {
  const ocr = createEmbeddedOcr(["eng"]);

  test("says where each line stands, from top to bottom", { timeout: 240_000 }, async () => {
    const { paragraphs, usage } = await ocr.look(await paperOf(LINES));
    const boxes = paragraphs.flat().map(({ box }) => box);
    expect(boxes).toHaveLength(3);
    expect(usage).toBeNull();
    for (const [at, box] of boxes.entries()) {
      expect(box?.left).toBeGreaterThan(0.1);
      expect(box?.left).toBeLessThan(0.14);
      expect(box?.width).toBeLessThan(0.6);
      if (at > 0) expect(box?.top).toBeGreaterThan(boxes[at - 1]?.top ?? 1);
    }
  });

  test.each([
    ["an empty page", blankPaper],
    ["a page of noise", noiseOf],
  ])("finds no words on %s", { timeout: 240_000 }, async (_name, picture) => {
    expect((await ocr.look(await picture())).paragraphs).toEqual([]);
  });

  test.each([
    [180, (box: LineBox) => [box.left + box.width, box.top]],
    [90, (box: LineBox) => [box.left, box.top]],
    [270, (box: LineBox) => [box.left, box.top + box.height]],
  ] as const)(
    "reads a page that was scanned turned by %i degrees, and says where its lines stand in it",
    {
      timeout: 240_000,
    },
    async (turn, beginning) => {
      const seen = await ocr.look(await turnedBy(await paperOf(LINES), turn));
      expect(textOf(seen)).toBe(LINES.join(" "));
      const boxes = seen.paragraphs.flat().flatMap(({ box }) => box ?? []);
      const margin = turn === 270 ? 0.88 : 0.12; // where lines begin, an inch from the left of the paper
      for (const box of boxes) {
        const [x = 0, y = 0] = beginning(box);
        expect(turn === 180 ? 1 - x : y).toBeCloseTo(margin, 1);
        expect(box.height > box.width).toBe(turn !== 180);
      }
      const places = boxes.map((box) => (turn === 180 ? -box.top : turn === 90 ? -box.left : box.left));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    },
  );

  test("gives up a page that takes too long or too much, and what is no picture", {
    timeout: 240_000,
  }, async () => {
    const page = await paperOf(LINES);
    const tooLarge = { code: "TOO_LARGE" };
    await expect(createEmbeddedOcr(["eng"], { seconds: 0.05 }).look(page)).rejects.toMatchObject(tooLarge);
    await expect(createEmbeddedOcr(["eng"], { memoryMegabytes: 60 }).look(page)).rejects.toMatchObject(
      tooLarge,
    );
    await expect(ocr.look(Buffer.from("A page, in words."))).rejects.toMatchObject(tooLarge);
  });
});

describe("a model", () => {
  test("is sent the picture and what to do with it, and says what it used", async () => {
    wire.play([{ kind: "text", text: "One.\n\nTwo,\nthree.", usage: { input: 1_200, output: 9 } }]);
    const seen = await (await modelOcr()).look(await paperOf(LINES));
    expect(seen).toEqual({
      paragraphs: [
        [{ text: "One.", box: null }],
        [
          { text: "Two,", box: null },
          { text: "three.", box: null },
        ],
      ],
      usage: { inputTokens: 1_200, cachedInputTokens: 0, outputTokens: 9 },
    });
    const asked = wire.asked.at(-1);
    expect(asked?.system).toBe(READING_INSTRUCTION);
    expect(JSON.stringify(asked?.body.messages)).toContain("data:image/jpeg;base64,/9j/");
  });

  test("says that there are no words in its own way", async () => {
    wire.play([{ kind: "text", text: "NO WORDS." }]);
    expect((await (await modelOcr()).look(await blankPaper())).paragraphs).toEqual([]);
  });

  test.each([
    [{ kind: "status", status: 429, retryAfterSeconds: 7 }, "UNAVAILABLE", 7],
    [{ kind: "status", status: 500 }, "UNAVAILABLE", undefined],
    [{ kind: "status", status: 401 }, "UNSUPPORTED", undefined],
    [{ kind: "status", status: 400 }, "UNSUPPORTED", undefined],
    [{ kind: "malformed-json" }, "UNAVAILABLE", undefined],
    [{ kind: "text", text: " " }, "UNAVAILABLE", undefined],
    [{ kind: "hang", before: "headers" }, "UNAVAILABLE", undefined],
  ] as const)("that answers %o is %s", async (behavior, code, retryAfterSeconds) => {
    wire.play([behavior]);
    const failure = await (await modelOcr(500)).look(await blankPaper()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    if (retryAfterSeconds) expect(failure).toMatchObject({ details: { retryAfterSeconds } });
  });
});

describe("the choice", () => {
  const chosen = (variables: Record<string, string>) => ocrChoiceOf(parseEnv(variables));

  test("what is built in, in its languages; a model; none", async () => {
    expect(chosen({})).toEqual({ kind: "embedded", languages: ["eng"] });
    expect(chosen({ OCR_LANGUAGES: "eng, eng" })).toMatchObject({ kind: "embedded" });
    expect(chosen({ OCR_MODEL: "google/gemini-3.8-flash", GOOGLE_GENERATIVE_AI_API_KEY: "k" })).toEqual({
      kind: "model",
      ref: { provider: "google", name: "gemini-3.8-flash" },
    });
    expect(chosen({ OCR_MODEL: "none" })).toEqual({ kind: "none" });
    expect(chosen({ VERCEL: "1" })).toEqual({ kind: "none" });
    const models = await createModelsOf({});
    expect(await createOcr(parseEnv({ OCR_MODEL: "none" }), models)).toBe(NO_OCR);
    expect(NO_OCR.engine()).toBeNull();
    await expect(NO_OCR.look(new Uint8Array())).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  test("what is wrong is said", () => {
    expect(() => chosen({ OCR_MODEL: "gpt-6.1-terra" })).toThrow("name a provider and a model");
    expect(() => chosen({ OCR_MODEL: "openai/gpt-6.1-terra" })).toThrow("not configured here");
    expect(() => chosen({ OCR_LANGUAGES: "deu" })).toThrow("npm install @tesseract.js-data/deu");
    expect(() => chosen({ OCR_LANGUAGES: "../eng" })).toThrow("three letters");
    expect(() => chosen({ OCR_MODEL: "embedded", VERCEL: "1" })).toThrow("no room");
  });
});
