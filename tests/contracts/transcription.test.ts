import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBreakers } from "@/lib/adapters/breaker";
import { parseEnv } from "@/lib/adapters/env";
import type { Speech, TranscriptionPort } from "@/lib/adapters/transcription/port";
import { configOf, NO_TRANSCRIPTION } from "@/lib/adapters/transcription/transcription";
import { createWhisper } from "@/lib/adapters/transcription/whisper";
import { startWhisperWire, type WhisperWire } from "../support/wire-whisper";

const speech: Speech = {
  audio: Buffer.from("RIFF....WAVE"),
  filename: "piece-0.wav",
  contentType: "audio/wav",
  durationMs: 6_000,
  language: null,
  prompt: null,
};

let wire: WhisperWire;
beforeEach(async () => {
  wire = await startWhisperWire(() => ({ kind: "heard", segments: [{ start: 0, end: 1, text: " Hello." }] }));
});
afterEach(() => wire.close());

function engine(timeoutMs = 2_000): TranscriptionPort {
  const env = parseEnv({ TRANSCRIPTION_BASE_URL: wire.baseUrl, TRANSCRIPTION_API_KEY: "key-1" });
  const config = configOf(env);
  if (!config) throw new Error("An engine is configured.");
  return createWhisper(config, { breaker: createBreakers().breaker("transcription"), timeoutMs });
}

describe("what is sent and what comes back", () => {
  test("asks for every figure, and keeps them", async () => {
    wire.answer(() => ({
      kind: "heard",
      language: "german",
      segments: [
        {
          start: 0.5,
          end: 2,
          text: " Wir verschieben.",
          no_speech_prob: 0.1,
          avg_logprob: -0.2,
          compression_ratio: 1.1,
        },
        { start: 2, end: 4, text: " Eine Woche." },
      ],
      words: [
        { word: "Wir", start: 0.5, end: 0.9 },
        { word: "verschieben.", start: 0.9, end: 1.8 },
        { word: "Eine", start: 2.1, end: 2.4 },
      ],
    }));
    const { language, segments } = await engine().transcribe({ ...speech, language: "de", prompt: "Heron" });
    expect(language).toBe("german");
    expect(segments).toMatchObject([
      {
        startMs: 500,
        endMs: 2_000,
        text: "Wir verschieben.",
        noSpeech: 0.1,
        logProbability: -0.2,
        compression: 1.1,
      },
      { startMs: 2_000, endMs: 4_000, text: "Eine Woche.", noSpeech: null, logProbability: null },
    ]);
    expect(segments[0]?.words.map(({ text }) => text)).toEqual(["Wir", "verschieben."]);
    expect(segments[1]?.compression).toBeGreaterThan(0);

    const [call] = wire.heard;
    expect(call?.authorization).toBe("Bearer key-1");
    expect(call?.url).toBe("/v1/audio/transcriptions");
    expect(call?.filename).toBe("piece-0.wav");
    expect(call?.audio.toString()).toBe("RIFF....WAVE");
    expect(Object.fromEntries(call?.fields ?? [])).toMatchObject({
      response_format: ["verbose_json"],
      language: ["de"],
      prompt: ["Heron"],
      "timestamp_granularities[]": ["segment", "word"],
    });
  });

  test("an engine that gives no times gives one long segment; one that heard nothing, none", async () => {
    wire.answer(() => ({ kind: "body", body: JSON.stringify({ text: "All of it." }) }));
    expect((await engine().transcribe(speech)).segments).toMatchObject([
      { startMs: 0, endMs: 6_000, text: "All of it.", noSpeech: null, words: [] },
    ]);
    wire.answer(() => ({ kind: "heard", text: "" }));
    expect((await engine().transcribe(speech)).segments).toEqual([]);
  });

  test("invented and overlong text comes through with the figures that give it away", async () => {
    const loop = "thank you for watching ".repeat(400);
    wire.answer(() => ({ kind: "heard", segments: [{ start: 0, end: 9_999, text: loop }] }));
    const { segments } = await engine().transcribe(speech);
    expect(segments[0]?.compression).toBeGreaterThan(2.4);
  });
});

describe("an engine that misbehaves", () => {
  test.each([
    [{ kind: "status", status: 429, retryAfter: "7" }, "UNAVAILABLE", 7],
    [{ kind: "status", status: 429 }, "UNAVAILABLE", 20],
    [{ kind: "status", status: 500 }, "UNAVAILABLE", undefined],
    [{ kind: "status", status: 401 }, "INVALID", undefined],
    [{ kind: "status", status: 400 }, "INVALID", undefined],
    [{ kind: "status", status: 413 }, "TOO_LARGE", undefined],
    [{ kind: "cut" }, "UNAVAILABLE", undefined],
    [{ kind: "hang" }, "UNAVAILABLE", undefined],
    [{ kind: "body", body: "<html>" }, "UNAVAILABLE", undefined],
    [{ kind: "body", body: '{"segments":[{"start":"soon"}]}' }, "UNAVAILABLE", undefined],
    [{ kind: "body", body: JSON.stringify({ text: "x".repeat(9_000_000) }) }, "UNAVAILABLE", undefined],
  ] as const)("%o is %s", async (reply, code, retryAfterSeconds) => {
    wire.answer(() => reply);
    const failure = await engine(300)
      .transcribe(speech)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    if (retryAfterSeconds) expect(failure).toMatchObject({ details: { retryAfterSeconds } });
  });

  test("after five failures in a row it is left alone; being asked to wait is no failure", async () => {
    const port = engine();
    const tries = async (count: number) => {
      for (let i = 0; i < count; i++) await port.transcribe(speech).catch(() => {});
    };
    wire.answer(() => ({ kind: "status", status: 429 }));
    await tries(8);
    expect(wire.heard).toHaveLength(8);
    wire.answer(() => ({ kind: "status", status: 500 }));
    await tries(9);
    expect(wire.heard).toHaveLength(13);
  });

  test("what is beyond its limits is not sent", async () => {
    await expect(engine().transcribe({ ...speech, audio: new Uint8Array(25_000_001) })).rejects.toMatchObject(
      { code: "TOO_LARGE" },
    );
    expect(wire.heard).toEqual([]);
  });
});

describe("the choice", () => {
  const chosen = (variables: Record<string, string>) => {
    const config = configOf(parseEnv(variables));
    return config && [config.provider, new URL(config.url).host, config.model];
  };

  test("the operator's own address, Groq, OpenAI, Azure, none", () => {
    expect(chosen({})).toBeNull();
    expect(chosen({ AZURE_OPENAI_ENDPOINT: "https://a.example.com/", AZURE_OPENAI_API_KEY: "k" })).toEqual([
      "azure",
      "a.example.com",
      "whisper",
    ]);
    expect(chosen({ OPENAI_API_KEY: "k" })).toEqual(["openai", "api.openai.com", "whisper-1"]);
    expect(chosen({ OPENAI_API_KEY: "k", OPENAI_BASE_URL: "http://localhost:1/v1" })).toBeNull();
    expect(chosen({ OPENAI_API_KEY: "k", GROQ_API_KEY: "g" })?.[0]).toBe("groq");
    expect(
      chosen({
        GROQ_API_KEY: "g",
        TRANSCRIPTION_BASE_URL: "http://localhost:8000/v1/",
        TRANSCRIPTION_MODEL: "large",
      }),
    ).toEqual(["compatible", "localhost:8000", "large"]);
  });

  test("a piece costs its time, and at least what is billed", async () => {
    const config = configOf(parseEnv({ GROQ_API_KEY: "g" }));
    if (!config) throw new Error("An engine is configured.");
    const port = createWhisper({
      ...config,
      url: `${wire.baseUrl}/audio/transcriptions`,
      allowPrivate: true,
    });
    expect((await port.transcribe({ ...speech, durationMs: 2_000 })).costMicros).toBe(112);
    expect((await port.transcribe({ ...speech, durationMs: 3_600_000 })).costMicros).toBe(40_000);
  });

  test("with none configured nothing is asked", async () => {
    expect(NO_TRANSCRIPTION.engine()).toBeNull();
    await expect(NO_TRANSCRIPTION.transcribe(speech)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });
});
