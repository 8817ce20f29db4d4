import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
} from "@ai-sdk/provider";
import type { Breaker, Passage } from "@/lib/adapters/breaker";
import { modelFailureOf } from "@/lib/adapters/models/failure";

/** A model behind its provider's breaker. A stream counts when it has ended: one that breaks off is a failure, one that is stopped is nothing. */
export function guardedModel(model: LanguageModelV4, breaker: Breaker): LanguageModelV4 {
  return {
    specificationVersion: "v4",
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    doGenerate: (options) =>
      breaker.run(
        async () => model.doGenerate(options),
        (error) => isOutage(error, options.abortSignal),
      ),
    doStream: (options) => streamed(model, options, breaker.enter()),
  };
}

async function streamed(
  model: LanguageModelV4,
  options: LanguageModelV4CallOptions,
  passage: Passage,
): Promise<LanguageModelV4StreamResult> {
  try {
    const result = await model.doStream(options);
    return { ...result, stream: watched(result.stream, passage, options.abortSignal) };
  } catch (error) {
    settle(passage, error, options.abortSignal);
    throw error;
  }
}

/** Hands every part on as it comes, and tells the breaker how it ended. */
function watched(
  stream: ReadableStream<LanguageModelV4StreamPart>,
  passage: Passage,
  signal: AbortSignal | undefined,
): ReadableStream<LanguageModelV4StreamPart> {
  const reader = stream.getReader();
  return new ReadableStream<LanguageModelV4StreamPart>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            // Without a finish part it was cut: whoever finished has settled already, and only the first word counts.
            passage.fail();
            return controller.close();
          }
          if (value.type === "error") settle(passage, value.error, signal);
          if (value.type === "finish") {
            if (value.finishReason.unified === "interrupted") passage.fail();
            else passage.succeed();
          }
          controller.enqueue(value);
        } catch (error) {
          settle(passage, error, signal);
          controller.error(error);
        }
      },
      cancel(reason) {
        if (signal?.aborted) settle(passage, signal.reason, signal);
        else passage.abandon();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

function settle(passage: Passage, error: unknown, signal: AbortSignal | undefined): void {
  if (isOutage(error, signal)) passage.fail();
  else passage.abandon();
}

/** Being stopped, being asked to slow down, and a request that is wrong say nothing about whether the provider is up. */
function isOutage(error: unknown, signal: AbortSignal | undefined): boolean {
  // Whatever an abort looks like by the time it arrives, our signal knows whether it was a person or the clock.
  if (signal?.aborted) return modelFailureOf(signal.reason).kind === "timeout";
  const { kind } = modelFailureOf(error);
  return kind === "unavailable" || kind === "timeout" || kind === "malformed";
}
