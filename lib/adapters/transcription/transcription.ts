import type { Env } from "@/lib/adapters/env";
import type { EngineLimits, TranscriptionPort } from "@/lib/adapters/transcription/port";
import { createWhisper, type WhisperConfig } from "@/lib/adapters/transcription/whisper";
import { AppError } from "@/lib/core/errors";

const MEGABYTES = 1_000_000;
/** The documented limits and list prices of July 2026, or none where the operator knows better. */
const LIMITS = {
  openai: {
    maxBytes: 25 * MEGABYTES,
    maxSeconds: null,
    requestsPerMinute: null,
    leastBilledSeconds: 0,
    hourMicros: 360_000,
  },
  groq: {
    maxBytes: 25 * MEGABYTES,
    maxSeconds: null,
    requestsPerMinute: 20,
    leastBilledSeconds: 10,
    hourMicros: 40_000,
  },
  azure: {
    maxBytes: 25 * MEGABYTES,
    maxSeconds: null,
    requestsPerMinute: 3,
    leastBilledSeconds: 0,
    hourMicros: 360_000,
  },
  compatible: {
    maxBytes: 25 * MEGABYTES,
    maxSeconds: null,
    requestsPerMinute: null,
    leastBilledSeconds: 0,
    hourMicros: 0,
  },
} satisfies Record<string, EngineLimits>;

const AZURE_VERSION = "2024-10-21";

/** The engine of an environment: the operator's own address first, then Groq, OpenAI, Azure; else none. Reaches no network. */
export function createTranscription(env: Env): TranscriptionPort {
  const config = configOf(env);
  return config ? createWhisper(config) : NO_TRANSCRIPTION;
}

export const NO_TRANSCRIPTION: TranscriptionPort = {
  engine: () => null,
  async transcribe() {
    throw new AppError("UNAVAILABLE", "No transcription engine is configured.");
  },
};

export function configOf(env: Env): WhisperConfig | null {
  if (env.TRANSCRIPTION_BASE_URL) {
    return {
      provider: "compatible",
      model: env.TRANSCRIPTION_MODEL ?? "whisper-1",
      url: `${env.TRANSCRIPTION_BASE_URL.replace(/\/+$/, "")}/audio/transcriptions`,
      headers: bearer(env.TRANSCRIPTION_API_KEY),
      limits: LIMITS.compatible,
      allowPrivate: true,
    };
  }
  if (env.GROQ_API_KEY) {
    return {
      provider: "groq",
      model: env.TRANSCRIPTION_MODEL ?? "whisper-large-v3-turbo",
      url: "https://api.groq.com/openai/v1/audio/transcriptions",
      headers: bearer(env.GROQ_API_KEY),
      limits: LIMITS.groq,
      allowPrivate: false,
    };
  }
  // A compatible address under OpenAI's name answers chats; that it hears is not to be expected.
  if (env.OPENAI_API_KEY && !env.OPENAI_BASE_URL) {
    return {
      provider: "openai",
      model: env.TRANSCRIPTION_MODEL ?? "whisper-1",
      url: "https://api.openai.com/v1/audio/transcriptions",
      headers: bearer(env.OPENAI_API_KEY),
      limits: LIMITS.openai,
      allowPrivate: false,
    };
  }
  if (env.AZURE_OPENAI_ENDPOINT && env.AZURE_OPENAI_API_KEY) {
    const deployment = encodeURIComponent(env.TRANSCRIPTION_MODEL ?? "whisper");
    const endpoint = env.AZURE_OPENAI_ENDPOINT.replace(/\/+$/, "");
    return {
      provider: "azure",
      model: env.TRANSCRIPTION_MODEL ?? "whisper",
      url: `${endpoint}/openai/deployments/${deployment}/audio/transcriptions?api-version=${AZURE_VERSION}`,
      headers: { "api-key": env.AZURE_OPENAI_API_KEY },
      limits: LIMITS.azure,
      allowPrivate: false,
    };
  }
  return null;
}

function bearer(key: string | undefined): Record<string, string> {
  return key ? { authorization: `Bearer ${key}` } : {};
}
