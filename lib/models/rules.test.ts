import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MODEL_REGISTRY } from "./registry/rules";
import { costMicros } from "./rules";
import type { Pricing } from "./schema";

const tiered: Pricing = [
  { upToInputTokens: 1_000, inputMicros: 2_000_000, cachedInputMicros: 200_000, outputMicros: 10_000_000 },
  { upToInputTokens: null, inputMicros: 4_000_000, cachedInputMicros: 400_000, outputMicros: 15_000_000 },
];
const used = (inputTokens: number, outputTokens = 0, cachedInputTokens = 0) => ({
  inputTokens,
  cachedInputTokens,
  outputTokens,
});

describe("what an attempt costs", () => {
  test.each([
    ["input and output", used(1_000, 100), 2_000 + 1_000],
    ["cached input at its own price", used(1_000, 0, 600), 800 + 120],
    ["the last token of a tier", used(1_000), 2_000],
    ["the first token beyond it prices the whole at the next", used(1_001, 100), 4_004 + 1_500],
    ["nothing", used(0), 0],
    ["more cached than sent, as a provider once counted", used(100, 0, 500), 20],
    ["counts that are none", used(Number.NaN, -5), 0],
  ])("%s", (_, usage, micros) => {
    expect(costMicros(tiered, usage)).toBe(micros);
  });

  test("the order of the tiers does not matter, and beyond the last it holds on", () => {
    expect(costMicros(tiered.toReversed(), used(500))).toBe(1_000);
    expect(costMicros(tiered.slice(0, 1), used(5_000))).toBe(10_000);
    expect(costMicros([], used(5_000, 5_000))).toBe(0);
  });

  test("half a micro-dollar is rounded up, less is dropped", () => {
    const cheap: Pricing = [
      { upToInputTokens: null, inputMicros: 500_000, cachedInputMicros: 0, outputMicros: 100_000 },
    ];
    expect(costMicros(cheap, used(1))).toBe(1);
    expect(costMicros(cheap, used(0, 4))).toBe(0);
  });

  test("holds where the product is beyond what floating point counts exactly", () => {
    const dear: Pricing = [
      { upToInputTokens: null, inputMicros: 999_999_999, cachedInputMicros: 0, outputMicros: 1 },
    ];
    expect(costMicros(dear, used(2_000_000_001))).toBe(1_999_999_999_000);
  });

  test("is a whole number, never negative, and never falls when more is used", () => {
    const tokens = fc.nat(2_000_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...MODEL_REGISTRY),
        tokens,
        tokens,
        tokens,
        (model, input, output, more) => {
          const cost = costMicros(model.pricing, used(input, output));
          expect(Number.isInteger(cost) && cost >= 0).toBe(true);
          expect(costMicros(model.pricing, used(input, output + more))).toBeGreaterThanOrEqual(cost);
          expect(costMicros(model.pricing, used(input + more, output))).toBeGreaterThanOrEqual(cost);
          expect(costMicros(model.pricing, used(input, output, input))).toBeLessThanOrEqual(cost);
        },
      ),
    );
  });

  test("the sum of the lines is the sum that is shown", () => {
    const line = fc.record({
      inputTokens: fc.nat(300_000),
      cachedInputTokens: fc.nat(300_000),
      outputTokens: fc.nat(9_999),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...MODEL_REGISTRY), line)), (ledger) => {
        const lines = ledger.map(([model, usage]) => ({
          day: usage.outputTokens % 3,
          micros: costMicros(model.pricing, usage),
        }));
        const total = lines.reduce((sum, { micros }) => sum + micros, 0);
        const byDay = [0, 1, 2].map((day) =>
          lines.filter((each) => each.day === day).reduce((sum, { micros }) => sum + micros, 0),
        );
        expect(byDay.reduce((sum, micros) => sum + micros, 0)).toBe(total);
      }),
    );
  });
});

describe("the registry as first written", () => {
  test("has each provider, no model twice, and its rows in order", () => {
    const refs = MODEL_REGISTRY.map(({ provider, name }) => `${provider}/${name}`);
    expect(new Set(refs).size).toBe(refs.length);
    expect(new Set(MODEL_REGISTRY.map(({ provider }) => provider))).toEqual(
      new Set(["openai", "google", "anthropic", "quotes"]),
    );
    expect(MODEL_REGISTRY.map(({ position }) => position)).toEqual(MODEL_REGISTRY.map((_, index) => index));
  });

  test.each(MODEL_REGISTRY)(
    "$name: prices rise with the size, cached input is cheapest, the window holds the answer",
    (model) => {
      const limits = model.pricing.map(({ upToInputTokens }) => upToInputTokens ?? Number.POSITIVE_INFINITY);
      expect(limits).toEqual(limits.toSorted((a, b) => a - b));
      expect(limits.at(-1)).toBe(Number.POSITIVE_INFINITY);
      for (const { inputMicros, cachedInputMicros, outputMicros } of model.pricing) {
        expect(cachedInputMicros).toBeLessThanOrEqual(inputMicros);
        expect(inputMicros).toBeLessThanOrEqual(outputMicros);
      }
      expect(model.maxOutput).toBeLessThan(model.contextWindow);
    },
  );

  test("a known bill: 300 000 tokens in, 2 000 out with GPT-6.2 Sol is a long request", () => {
    const sol = MODEL_REGISTRY.find(({ name }) => name === "gpt-6.2-sol");
    expect(costMicros(sol?.pricing ?? [], used(300_000, 2_000))).toBe(1_200_000 + 30_000);
    expect(costMicros(sol?.pricing ?? [], used(200_000, 2_000, 150_000))).toBe(100_000 + 15_000 + 20_000);
  });

  test("Quotes only costs nothing", () => {
    const quotes = MODEL_REGISTRY.find(({ provider }) => provider === "quotes");
    expect(costMicros(quotes?.pricing ?? [], used(1_000_000, 1_000_000))).toBe(0);
  });
});
