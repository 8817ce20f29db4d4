import {
  type LanguageModelV4,
  type LanguageModelV4CallOptions,
  type LanguageModelV4FinishReason,
  type LanguageModelV4StreamPart,
  type LanguageModelV4Usage,
  UnsupportedFunctionalityError,
} from "@ai-sdk/provider";
import { answerByQuoting } from "./answer";

/** The name of the built-in model in the registry. */
export const QUOTES_MODEL = "quotes-only";

const NO_USAGE: LanguageModelV4Usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
};
const DONE: LanguageModelV4FinishReason = { unified: "stop", raw: "stop" };
const PART_ID = "0";

/** *Quotes only*: the built-in extractive model. It receives the same prompt as every other model, answers in this process, and costs nothing. */
export function createQuotesModel(): LanguageModelV4 {
  return {
    specificationVersion: "v4",
    provider: "quotes",
    modelId: QUOTES_MODEL,
    supportedUrls: {},
    async doGenerate(options) {
      const text = answer(options);
      return { content: [{ type: "text", text }], finishReason: DONE, usage: NO_USAGE, warnings: [] };
    },
    async doStream(options) {
      const text = answer(options);
      return { stream: streamOf(text, options.abortSignal) };
    },
  };
}

function answer({ prompt, responseFormat, abortSignal }: LanguageModelV4CallOptions): string {
  abortSignal?.throwIfAborted();
  if (responseFormat?.type === "json")
    throw new UnsupportedFunctionalityError({ functionality: "JSON answers of Quotes only" });
  return answerByQuoting(prompt);
}

/** A few words at a time, as fast as they are read. */
function streamOf(text: string, signal: AbortSignal | undefined): ReadableStream<LanguageModelV4StreamPart> {
  const parts = partsOf(text);
  return new ReadableStream<LanguageModelV4StreamPart>(
    {
      pull(controller) {
        if (signal?.aborted) return controller.error(signal.reason);
        const { done, value } = parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}

function* partsOf(text: string): Generator<LanguageModelV4StreamPart> {
  yield { type: "stream-start", warnings: [] };
  yield { type: "response-metadata", modelId: QUOTES_MODEL };
  yield { type: "text-start", id: PART_ID };
  for (const delta of fewWords(text)) yield { type: "text-delta", id: PART_ID, delta };
  yield { type: "text-end", id: PART_ID };
  yield { type: "finish", finishReason: DONE, usage: NO_USAGE };
}

/** Three words or, where a script writes no blanks, a dozen characters; never half a character. */
function fewWords(text: string): string[] {
  return text.match(/(?:\S{1,12}\s*){1,3}|\s+/gu) ?? [];
}
