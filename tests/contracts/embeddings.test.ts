import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBreakers } from "@/lib/adapters/breaker";
import {
  configOf,
  createEmbeddings,
  createEmbeddingsOf,
  NO_EMBEDDINGS,
} from "@/lib/adapters/embeddings/embeddings";
import type { EmbedderRef, EmbeddingsPort } from "@/lib/adapters/embeddings/port";
import { parseEnv } from "@/lib/adapters/env";
import { meaningOf } from "../support/meanings";
import { startGoogleWire } from "../support/wire-google";
import type { ModelWire } from "../support/wire-model";
import { startOpenAiWire } from "../support/wire-openai";

const PROVIDERS = [
  ["openai", "text-embedding-3-small", 768],
  ["google", "gemini-embedding-001", 768],
  ["compatible", "nomic-embed-text", null],
] as const;

describe.each(PROVIDERS)("%s", (provider, model, dimensions) => {
  let wire: ModelWire & { baseUrl: string };
  let port: EmbeddingsPort;
  const ref: EmbedderRef = { provider, model, dimensions };
  const ask = (texts: string[], timeoutMs = 2_000) => port.embed(ref, { texts, as: "passage", timeoutMs });

  beforeEach(async () => {
    wire = await (provider === "google" ? startGoogleWire() : startOpenAiWire());
    port = createEmbeddingsOf(
      { chosen: ref, providers: { [provider]: { apiKey: "key-1", baseUrl: wire.baseUrl } } },
      { breakers: createBreakers({ failures: 2 }) },
    );
  });
  afterEach(() => wire.close());

  test("gives each text its vector of length 1, in order, by the vendor's own package", async () => {
    const { vectors, tokens } = await ask(["vacation days", "the car", "holiday days"]);
    expect(vectors).toHaveLength(3);
    const [vacation, car, holiday] = vectors.map((vector) => Array.from(vector));
    const dot = (a: number[] = [], b: number[] = []) =>
      a.reduce((sum, number, at) => sum + number * (b[at] ?? 0), 0);
    expect(dot(vacation, vacation)).toBeCloseTo(1, 5);
    expect(dot(vacation, holiday)).toBeCloseTo(1, 5);
    expect(dot(vacation, car)).toBeLessThan(0.5);
    expect(vacation).toHaveLength(dimensions ?? 96);
    const expected = meaningOf("the car", dimensions ?? 96);
    expect((car?.[0] ?? 0) * Math.hypot(...expected)).toBeCloseTo(expected[0] ?? 0, 4);
    // Google does not say what it billed.
    expect(tokens).toBe(provider === "google" ? null : 9);
  });

  test("a single text goes and comes alike", async () => {
    const { vectors } = await ask(["vacation days"]);
    expect(vectors).toHaveLength(1);
  });

  test("a refused text is INVALID; a wrong key, too much to do, an outage, silence and nonsense are UNAVAILABLE", async () => {
    for (const status of [400, 413, 422]) {
      wire.play([{ kind: "status", status }]);
      await expect(ask(["one"])).rejects.toMatchObject({ code: "INVALID" });
    }
    wire.play([{ kind: "status", status: 401 }]);
    await expect(ask(["one"])).rejects.toMatchObject({ code: "UNAVAILABLE", message: /key or the model/ });
    wire.play([{ kind: "status", status: 429, retryAfterSeconds: 7 }]);
    await expect(ask(["one"])).rejects.toMatchObject({
      code: "UNAVAILABLE",
      details: { retryAfterSeconds: 7 },
    });
    wire.play([{ kind: "malformed-json" }]);
    await expect(ask(["one", "two"])).rejects.toMatchObject({ code: "UNAVAILABLE" });
    wire.play([{ kind: "text" }]);
    expect((await ask(["one"])).vectors).toHaveLength(1);
    wire.play([{ kind: "empty" }]);
    await expect(ask(["one", "two"])).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  test("after two outages in a row it is left alone for a while", async () => {
    wire.play([{ kind: "hang", before: "headers" }]);
    await expect(ask(["one"], 150)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(ask(["one"], 150)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    const before = wire.asked.length;
    await expect(ask(["one"])).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(wire.asked).toHaveLength(before);
  });
});

test("Google is told whether a text is to be found or to find", async () => {
  const wire = await startGoogleWire();
  const chosen = { provider: "google", model: "gemini-embedding-001", dimensions: 768 } as const;
  const port = createEmbeddingsOf(
    { chosen, providers: { google: { apiKey: "k", baseUrl: wire.baseUrl } } },
    { breakers: createBreakers() },
  );
  await port.embed(chosen, { texts: ["a text"], as: "passage", timeoutMs: 2_000 });
  await port.embed(chosen, { texts: ["a question"], as: "question", timeoutMs: 2_000 });
  expect(wire.asked.map(({ body }) => body.taskType)).toEqual(["RETRIEVAL_DOCUMENT", "RETRIEVAL_QUERY"]);
  await wire.close();
});

describe("what is configured", () => {
  const config = (variables: Record<string, string>) => configOf(parseEnv(variables));

  test("a key alone embeds nothing: everything that is written would go there", async () => {
    expect(config({ OPENAI_API_KEY: "k", GOOGLE_GENERATIVE_AI_API_KEY: "k" })).toBeNull();
    expect(await createEmbeddings(parseEnv({ OPENAI_API_KEY: "k" }))).toBe(NO_EMBEDDINGS);
  });

  test.each([
    [{ EMBEDDING_MODEL: "text-embedding-3-small", OPENAI_API_KEY: "k" }, "openai", 768],
    [{ EMBEDDING_MODEL: "openai/text-embedding-3-large", OPENAI_API_KEY: "k" }, "openai", 768],
    [{ EMBEDDING_MODEL: "google/gemini-embedding-001", GOOGLE_GENERATIVE_AI_API_KEY: "k" }, "google", 768],
    [
      { EMBEDDING_MODEL: "compatible/bge-m3", COMPATIBLE_BASE_URL: "http://localhost:1/v1" },
      "compatible",
      null,
    ],
    [{ EMBEDDING_MODEL: "bge-m3", EMBEDDING_BASE_URL: "http://localhost:1/v1" }, "compatible", null],
    [
      { EMBEDDING_MODEL: "bge-m3", EMBEDDING_BASE_URL: "http://localhost:1/v1", EMBEDDING_DIMENSIONS: "512" },
      "compatible",
      512,
    ],
  ] as const)("%o", (variables, provider, dimensions) => {
    expect(config(variables)?.chosen).toMatchObject({ provider, dimensions });
  });

  test("says in a sentence what is missing", () => {
    expect(() => config({ EMBEDDING_MODEL: "google/gemini-embedding-001" })).toThrow(
      /google, which is not configured/,
    );
    expect(() => config({ EMBEDDING_BASE_URL: "http://localhost:1/v1" })).toThrow(/EMBEDDING_MODEL/);
  });
});
