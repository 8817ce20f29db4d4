import {
  contentText,
  type ModelWire,
  startModelWire,
  type WireDialect,
  type WireScript,
  type WireUsage,
} from "./wire-model";

/** Google's Gemini API on loopback, streaming and whole. Wants any `x-goog-api-key`. */
export async function startGoogleWire(
  options: { script?: WireScript } = {},
): Promise<ModelWire & { baseUrl: string }> {
  const wire = await startModelWire(dialect, options);
  return { ...wire, baseUrl: `${wire.origin}/v1beta` };
}

type Content = { role?: string; parts?: unknown };

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const candidate = (parts: object[], finishReason?: string) => ({
  candidates: [{ index: 0, content: { role: "model", parts }, ...(finishReason ? { finishReason } : {}) }],
});
const usageOf = ({ input, cachedInput, output }: WireUsage) => ({
  promptTokenCount: input,
  cachedContentTokenCount: cachedInput,
  candidatesTokenCount: output,
  totalTokenCount: input + output,
});

const dialect: WireDialect = {
  read(path, body) {
    const [, model, method] =
      /^\/v1beta\/models\/([^:]+):(generateContent|streamGenerateContent)(?:\?alt=sse)?$/.exec(path) ?? [];
    if (!model) return null;
    const contents: Content[] = Array.isArray(body.contents) ? body.contents : [];
    const system = body.systemInstruction as Content | undefined;
    return {
      model,
      isStream: method === "streamGenerateContent",
      system: contentText(system?.parts),
      questions: contents.filter(({ role }) => role === "user").map(({ parts }) => contentText(parts)),
    };
  },
  isAuthorized: (headers) => Boolean(headers["x-goog-api-key"]),
  start: () => [],
  delta: (_, text) => [event(candidate([{ text }]))],
  // Arguments come whole here: what is no JSON cannot be said in this dialect.
  toolCall: (_, name) => [event(candidate([{ functionCall: { name, args: {} } }]))],
  end: (_, usage) => [event({ ...candidate([{ text: "" }], "STOP"), usageMetadata: usageOf(usage) })],
  whole: (_, text, usage) => ({ ...candidate([{ text }], "STOP"), usageMetadata: usageOf(usage) }),
  embed(path, body) {
    const [, model, method] =
      /^\/v1beta\/models\/([^:]+):(embedContent|batchEmbedContents)$/.exec(path) ?? [];
    if (!model) return null;
    const isBatch = method === "batchEmbedContents";
    const requests = (isBatch ? body.requests : [body]) as {
      content: Content;
      outputDimensionality?: number;
    }[];
    return {
      model,
      texts: requests.map(({ content }) => contentText(content.parts)),
      dimensions: requests[0]?.outputDimensionality ?? null,
      say: (vectors) => {
        const embeddings = vectors.map((values) => ({ values }));
        return isBatch ? { embeddings } : { embedding: embeddings[0] ?? { values: [] } };
      },
    };
  },
  fault: (status) => ({ error: { code: status, message: `wire answers ${status}`, status: "WIRE_ERROR" } }),
};
