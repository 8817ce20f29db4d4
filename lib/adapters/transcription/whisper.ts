import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";
import { z } from "zod";
import { type Breaker, breaker as breakerOf } from "@/lib/adapters/breaker";
import { type EgressFetch, egressFetch } from "@/lib/adapters/egress";
import type {
  EngineLimits,
  Speech,
  Transcribed,
  TranscribedSegment,
  TranscriptionPort,
  Utterance,
} from "@/lib/adapters/transcription/port";
import { AppError, isAppError } from "@/lib/core/errors";

export type WhisperConfig = {
  provider: string;
  model: string;
  /** The whole address of the transcription call. */
  url: string;
  headers: Record<string, string>;
  limits: EngineLimits;
  /** An operator's own address may be private; the vendors' are public. */
  allowPrivate: boolean;
};

type Means = { egress?: EgressFetch; breaker?: Breaker; timeoutMs?: number };

/** Less than what a hosted step may take; ten minutes of sound take seconds. */
const TIMEOUT_MS = 240_000;
const LONGEST_ANSWER_BYTES = 8_000_000;
const BUSY = "The transcription engine asks us to wait.";
const BUSY_SECONDS = 20;

/** An engine that speaks OpenAI's transcription call, asked for everything that tells heard from invented (`verbose_json`). */
export function createWhisper(config: WhisperConfig, means: Means = {}): TranscriptionPort {
  const { provider, model, url, limits } = config;
  const {
    egress = egressFetch,
    breaker = breakerOf(`transcription ${provider}`),
    timeoutMs = TIMEOUT_MS,
  } = means;
  return {
    engine: () => ({ provider, model, host: new URL(url).host, limits }),
    async transcribe(speech) {
      refuseBeyondLimits(speech, limits);
      const { body, contentType } = multipart(speech, model);
      const answer = await breaker.run(
        async () => {
          const response = await egress(url, {
            method: "POST",
            headers: { ...config.headers, "content-type": contentType },
            body,
            allowPrivate: config.allowPrivate,
            timeoutMs,
            maxBytes: LONGEST_ANSWER_BYTES,
          }).catch((cause: unknown) => {
            throw passing("The transcription engine does not answer.", { cause });
          });
          if (!response.ok) throw await refusalOf(response);
          return readAnswer(response);
        },
        // A limit used up says nothing about whether the engine is up.
        (error) => isAppError(error, "UNAVAILABLE") && error.message !== BUSY,
      );
      return transcribedOf(answer, speech, limits);
    },
  };
}

function refuseBeyondLimits({ audio, durationMs }: Speech, { maxBytes, maxSeconds }: EngineLimits): void {
  if (audio.byteLength > maxBytes || (maxSeconds !== null && durationMs > maxSeconds * 1_000))
    throw new AppError("TOO_LARGE", "This piece is longer than the transcription engine takes.");
}

/** Written by hand: a piece is sent from the memory it is in, and the body can be sent again. */
function multipart(speech: Speech, model: string): { body: Uint8Array; contentType: string } {
  const boundary = `parley-${randomBytes(16).toString("hex")}`;
  const fields: [string, string][] = [
    ["model", model],
    ["response_format", "verbose_json"],
    ["temperature", "0"],
    ["timestamp_granularities[]", "segment"],
    ["timestamp_granularities[]", "word"],
  ];
  if (speech.language) fields.push(["language", speech.language]);
  if (speech.prompt) fields.push(["prompt", speech.prompt]);
  const text = fields.map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `${text.join("")}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${speech.filename}"\r\ncontent-type: ${speech.contentType}\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), speech.audio, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}

async function refusalOf(response: Response): Promise<AppError> {
  await response.body?.cancel();
  const retryAfterSeconds = retryAfterOf(response.headers.get("retry-after"));
  if (response.status === 429) return passing(BUSY, { retryAfterSeconds: retryAfterSeconds ?? BUSY_SECONDS });
  if (response.status >= 500 || response.status === 408)
    return passing(
      "The transcription engine has a problem.",
      retryAfterSeconds === null ? {} : { retryAfterSeconds },
    );
  if (response.status === 413)
    return new AppError("TOO_LARGE", "This piece is longer than the transcription engine takes.");
  const reason =
    response.status === 401 || response.status === 403
      ? "The transcription engine does not accept the configured key."
      : `The transcription engine refuses this (status ${response.status}).`;
  return new AppError("INVALID", reason);
}

/** Seconds, or a date. */
function retryAfterOf(header: string | null): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(1, Math.ceil(seconds));
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(1, Math.ceil((at - Date.now()) / 1_000));
}

function passing(message: string, details: ConstructorParameters<typeof AppError>[2] = {}): AppError {
  return new AppError("UNAVAILABLE", message, details);
}

const Figure = z.number().nullish();
const Answer = z.object({
  text: z.string().nullish(),
  language: z.string().nullish(),
  segments: z
    .array(
      z.object({
        start: z.number(),
        end: z.number(),
        text: z.string(),
        no_speech_prob: Figure,
        avg_logprob: Figure,
        compression_ratio: Figure,
      }),
    )
    .nullish(),
  words: z.array(z.object({ word: z.string(), start: z.number(), end: z.number() })).nullish(),
});
type Answer = z.output<typeof Answer>;

async function readAnswer(response: Response): Promise<Answer> {
  try {
    return Answer.parse(await response.json());
  } catch (cause) {
    throw passing("The transcription engine gave an answer that makes no sense.", { cause });
  }
}

function transcribedOf(answer: Answer, { durationMs }: Speech, limits: EngineLimits): Transcribed {
  const words = (answer.words ?? []).map(({ word, start, end }) => utterance({ start, end, text: word }));
  const given = answer.segments ?? [];
  const segments: TranscribedSegment[] = given.map((segment) => {
    const said = utterance(segment);
    return {
      ...said,
      noSpeech: segment.no_speech_prob ?? null,
      logProbability: segment.avg_logprob ?? null,
      compression: segment.compression_ratio ?? compressionOf(said.text),
      words: words.filter(({ startMs, endMs }) => isWithin((startMs + endMs) / 2, said)),
    };
  });
  // Some models give no times at all: then the piece is one long segment.
  const text = answer.text?.trim() ?? "";
  if (given.length === 0 && text !== "") {
    const whole = { startMs: 0, endMs: durationMs, text, compression: compressionOf(text) };
    segments.push({ ...whole, noSpeech: null, logProbability: null, words });
  }
  const billed = Math.max(limits.leastBilledSeconds, durationMs / 1_000);
  return {
    language: answer.language ?? null,
    segments: segments.filter((segment) => segment.text !== ""),
    costMicros: Math.ceil((billed * limits.hourMicros) / 3_600),
  };
}

function utterance({ start, end, text }: { start: number; end: number; text: string }): Utterance {
  const startMs = Math.max(0, Math.round(start * 1_000));
  return { startMs, endMs: Math.max(startMs, Math.round(end * 1_000)), text: text.trim() };
}

function isWithin(ms: number, { startMs, endMs }: Utterance): boolean {
  return ms >= startMs && ms < endMs;
}

/** As Whisper itself computes it: bytes by compressed bytes. */
function compressionOf(text: string): number {
  const bytes = Buffer.from(text);
  return bytes.length === 0 ? 0 : bytes.length / deflateSync(bytes).length;
}
