import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from "@ai-sdk/provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Breakers, createBreakers } from "@/lib/adapters/breaker";
import { modelFailureOf } from "@/lib/adapters/models/failure";
import { createModelsOf, type ModelsConfig } from "@/lib/adapters/models/models";
import type { ModelProvider } from "@/lib/adapters/models/port";
import { MINUTE, manualClock } from "@/lib/core/clock";
import { startAnthropicWire } from "../support/wire-anthropic";
import { startGoogleWire } from "../support/wire-google";
import type { ModelWire } from "../support/wire-model";
import { startOpenAiWire } from "../support/wire-openai";

type Wire = ModelWire & { baseUrl: string };
type Subject = {
  provider: ModelProvider;
  start(): Promise<Wire>;
  config(baseUrl: string): ModelsConfig;
  keyHeader: string;
};

const apiKey = "sk-wire";
/** A busy machine takes its time; a quick one does not wait for it. */
const WHILE_BUSY = { timeout: 10_000, interval: 5 };
const SUBJECTS: [string, Subject][] = [
  [
    "OpenAI with a base URL (chat completions)",
    {
      provider: "openai",
      start: startOpenAiWire,
      config: (baseUrl) => ({ openai: { apiKey, baseUrl } }),
      keyHeader: "authorization",
    },
  ],
  [
    "OpenAI itself (responses)",
    {
      provider: "openai",
      start: startOpenAiWire,
      config: (baseUrl) => ({ openai: { apiKey, baseUrl, api: "responses" } }),
      keyHeader: "authorization",
    },
  ],
  [
    "Google",
    {
      provider: "google",
      start: startGoogleWire,
      config: (baseUrl) => ({ google: { apiKey, baseUrl } }),
      keyHeader: "x-goog-api-key",
    },
  ],
  [
    "Anthropic",
    {
      provider: "anthropic",
      start: startAnthropicWire,
      config: (baseUrl) => ({ anthropic: { apiKey, baseUrl } }),
      keyHeader: "x-api-key",
    },
  ],
  [
    "a compatible server",
    {
      provider: "compatible",
      start: startOpenAiWire,
      config: (baseUrl) => ({ compatible: { apiKey, baseUrl } }),
      keyHeader: "authorization",
    },
  ],
];

const prompt: LanguageModelV4CallOptions["prompt"] = [
  { role: "system", content: "Answer shortly." },
  { role: "user", content: [{ type: "text", text: "Why did the launch move?" }] },
];

type Outcome = { text: string; finish: LanguageModelV4StreamPart | null; error: unknown };

/** Reads a stream to its end, whatever that is. */
async function read(
  model: LanguageModelV4,
  { signal, onText }: { signal?: AbortSignal; onText?: () => void } = {},
): Promise<Outcome> {
  const outcome: Outcome = { text: "", finish: null, error: null };
  try {
    const { stream } = await model.doStream({ prompt, ...(signal ? { abortSignal: signal } : {}) });
    for await (const part of stream) {
      if (part.type === "text-delta") outcome.text += part.delta;
      if (outcome.text !== "") onText?.();
      if (part.type === "error") outcome.error = part.error;
      if (part.type === "finish") outcome.finish = part;
    }
  } catch (error) {
    outcome.error = error;
  }
  return outcome;
}

async function firstWords(reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart>): Promise<string> {
  while (true) {
    const { value } = await reader.read();
    if (value?.type === "text-delta" && value.delta !== "") return value.delta;
  }
}

describe.each(SUBJECTS)("%s", (_, { provider, start, config, keyHeader }) => {
  let wire: Wire;
  let breakers: Breakers;
  const clock = manualClock(new Date());
  const ref = { provider, name: "wire-large" };
  const model = async () => (await createModelsOf(config(wire.baseUrl), { breakers })).languageModel(ref);
  const state = () => breakers.breaker(provider).status().state;

  beforeAll(async () => {
    wire = await start();
  });
  beforeEach(() => {
    wire.play([{ kind: "text" }]);
    breakers = createBreakers({ clock, failures: 3, openMs: MINUTE });
  });
  afterAll(() => wire.close());

  test("streams the answer in order, with what it cost", async () => {
    wire.play([
      {
        kind: "text",
        text: "Because the audit was late.",
        usage: { input: 1200, cachedInput: 1000, output: 7 },
      },
    ]);
    const { text, finish, error } = await read(await model());
    expect({ text, error }).toEqual({ text: "Because the audit was late.", error: null });
    expect(finish).toMatchObject({
      finishReason: { unified: "stop" },
      usage: { inputTokens: { total: 1200, cacheRead: 1000 }, outputTokens: { total: 7 } },
    });
    expect(state()).toBe("closed");
  });

  test("answers at once where nobody watches", async () => {
    const { content, usage } = await (await model()).doGenerate({ prompt });
    expect(content).toMatchObject([{ type: "text", text: "You wrote: Why did the launch move?" }]);
    expect(usage.outputTokens.total).toBeGreaterThan(0);
  });

  test("the provider is asked what was meant, with the operator's key", async () => {
    await read(await model());
    const asked = wire.asked.at(-1);
    expect(asked).toMatchObject({
      model: "wire-large",
      isStream: true,
      system: "Answer shortly.",
      questions: ["Why did the launch move?"],
    });
    expect(String(asked?.headers[keyHeader])).toContain(apiKey);
  });

  test("the first words are there before the provider has said the rest", async () => {
    wire.play([{ kind: "hang", before: "second-token" }]);
    const { stream } = await (await model()).doStream({ prompt });
    const reader = stream.getReader();
    expect(await firstWords(reader)).toBe("You wrote: ");
    await reader.cancel();
  });

  test("a megabyte arrives whole", async () => {
    wire.play([{ kind: "long", bytes: 1_000_000 }]);
    const { text, error } = await read(await model());
    expect([text.length, error]).toEqual([1_000_000, null]);
  });

  test("429 says how long to wait, and is no outage", async () => {
    wire.play([{ kind: "status", status: 429, retryAfterSeconds: 7 }]);
    for (let n = 0; n < 5; n++) {
      const { error } = await read(await model());
      expect(modelFailureOf(error)).toEqual({ kind: "rate-limited", retryAfterSeconds: 7 });
    }
    expect(state()).toBe("closed");
  });

  test.each([400, 401, 403, 404])("%i is a request that will never work, and no outage", async (status) => {
    wire.play([{ kind: "status", status }]);
    for (let n = 0; n < 4; n++)
      expect(modelFailureOf((await read(await model())).error).kind).toBe("refused");
    expect(state()).toBe("closed");
  });

  test("500 opens the breaker: a fast refusal, and half-open later", async () => {
    wire.play([{ kind: "status", status: 500 }]);
    for (let n = 0; n < 3; n++)
      expect(modelFailureOf((await read(await model())).error).kind).toBe("unavailable");
    expect(state()).toBe("open");

    const models = await createModelsOf(config(wire.baseUrl), { breakers });
    const asked = wire.asked.length;
    const began = performance.now();
    expect(() => models.languageModel(ref)).toThrow(
      expect.objectContaining({ code: "UNAVAILABLE", details: { retryAfterSeconds: 60 } }),
    );
    expect(performance.now() - began).toBeLessThan(100);
    expect(wire.asked.length).toBe(asked);

    clock.advance(MINUTE);
    wire.play([{ kind: "text", text: "Back." }]);
    expect((await read(await model())).text).toBe("Back.");
    expect(state()).toBe("closed");
  });

  test.each(["headers", "first-token", "second-token"] as const)(
    "hanging before the %s ends by the caller's clock and counts as an outage",
    async (before) => {
      wire.play([{ kind: "hang", before }]);
      const [asked, gaveUp] = [wire.asked.length, wire.abandoned()];
      const clockOfCaller = new AbortController();
      const timeIsUp = () => clockOfCaller.abort(new DOMException("too slow", "TimeoutError"));
      if (before !== "second-token") {
        void vi.waitFor(() => expect(wire.asked.length).toBe(asked + 1), WHILE_BUSY).then(timeIsUp);
      }
      const onText = timeIsUp;
      const { text, error } = await read(await model(), { signal: clockOfCaller.signal, onText });
      expect(text !== "").toBe(before === "second-token");
      expect(modelFailureOf(error).kind).toBe("timeout");
      expect(breakers.breaker(provider).status().consecutiveFailures).toBe(1);
      await vi.waitFor(() => expect(wire.abandoned()).toBe(gaveUp + 1), WHILE_BUSY);
    },
  );

  test("stop ends the provider's own call, and is no outage", async () => {
    wire.play([{ kind: "hang", before: "second-token" }]);
    const stop = new AbortController();
    const gaveUp = wire.abandoned();
    const { stream } = await (await model()).doStream({ prompt, abortSignal: stop.signal });
    const reader = stream.getReader();
    await firstWords(reader);
    stop.abort();
    const reason = await reader.read().then(
      (part) => (part.value?.type === "error" ? part.value.error : null),
      (error: unknown) => error,
    );
    expect(modelFailureOf(reason).kind).toBe("stopped");
    await reader.cancel().catch(() => {});
    await vi.waitFor(() => expect(wire.abandoned()).toBe(gaveUp + 1), WHILE_BUSY);
    expect(breakers.breaker(provider).status().consecutiveFailures).toBe(0);
  });

  test("an answer that is cut keeps its beginning and does not pass for a whole one", async () => {
    wire.play([{ kind: "cut", text: "one two three four five six seven eight" }]);
    const { text, finish, error } = await read(await model());
    expect("one two three four five six seven eight".startsWith(text)).toBe(true);
    expect(text).not.toBe("");
    const isWhole = error === null && finish?.type === "finish" && finish.finishReason.unified === "stop";
    expect(isWhole).toBe(false);
    expect(breakers.breaker(provider).status().consecutiveFailures).toBe(1);
  });

  test("what is no JSON is a malformed answer, streamed or whole", async () => {
    wire.play([{ kind: "malformed-json" }]);
    expect(modelFailureOf((await read(await model())).error).kind).toBe("malformed");
    const whole = await Promise.resolve((await model()).doGenerate({ prompt })).catch(
      (error: unknown) => error,
    );
    expect(modelFailureOf(whole).kind).toBe("malformed");
  });

  test("an empty answer ends, and says nothing", async () => {
    wire.play([{ kind: "empty" }]);
    const { text, error } = await read(await model());
    expect([text, error]).toEqual(["", null]);
  });

  test("nobody there is an outage", async () => {
    const gone = await start();
    await gone.close();
    const models = await createModelsOf(config(gone.baseUrl), { breakers });
    expect(modelFailureOf((await read(models.languageModel(ref))).error).kind).toBe("unavailable");
    expect(breakers.breaker(provider).status().consecutiveFailures).toBe(1);
  });
});
