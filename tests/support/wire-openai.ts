import {
  contentText,
  isMain,
  type ModelWire,
  runWire,
  startModelWire,
  type WireDialect,
  type WireScript,
  type WireUsage,
} from "./wire-model";

export type OpenAiWire = ModelWire & { baseUrl: string };

/** OpenAI's API on loopback: chat completions and responses, streaming and whole, and the list of models. Wants any bearer key. */
export async function startOpenAiWire(
  options: { script?: WireScript; port?: number } = {},
): Promise<OpenAiWire> {
  const wire = await startModelWire(dialect, options);
  return { ...wire, baseUrl: `${wire.origin}/v1` };
}

const MODELS = ["wire-large", "wire-small"];
const CREATED = 1_780_000_000;

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const isResponses = ({ path }: { path: string }) => path === "/v1/responses";

const dialect: WireDialect = {
  read(path, body) {
    if (path !== "/v1/chat/completions" && path !== "/v1/responses") return null;
    const messages = path === "/v1/responses" ? body.input : body.messages;
    const all: { role?: string; content?: unknown }[] = Array.isArray(messages) ? messages : [];
    const textsOf = (...roles: string[]) =>
      all.filter(({ role }) => roles.includes(role ?? "")).map(({ content }) => contentText(content));
    return {
      model: String(body.model),
      isStream: body.stream === true,
      system: textsOf("system", "developer").join("\n"),
      questions: textsOf("user"),
    };
  },
  isAuthorized: (headers) => /^Bearer \S+$/.test(headers.authorization ?? ""),
  other: (path) =>
    path === "/v1/models"
      ? { object: "list", data: MODELS.map((id) => ({ id, object: "model" })) }
      : undefined,
  start: (asked) =>
    isResponses(asked)
      ? [
          event({
            type: "response.created",
            response: { id: "resp_wire", created_at: CREATED, model: asked.model },
          }),
          event({
            type: "response.output_item.added",
            output_index: 0,
            item: { type: "message", id: "msg_wire" },
          }),
        ]
      : [chunk(asked.model, { role: "assistant", content: "" })],
  delta: (asked, text) =>
    isResponses(asked)
      ? [
          event({
            type: "response.output_text.delta",
            item_id: "msg_wire",
            output_index: 0,
            content_index: 0,
            delta: text,
          }),
        ]
      : [chunk(asked.model, { content: text })],
  toolCall: (asked, name, input) =>
    [input.slice(0, 4), input.slice(4)].map((part, index) =>
      chunk(asked.model, {
        tool_calls: [
          index === 0
            ? { index: 0, id: "call_wire", type: "function", function: { name, arguments: part } }
            : { index: 0, function: { arguments: part } },
        ],
      }),
    ),
  end(asked, usage, finish) {
    if (isResponses(asked)) {
      return [
        event({
          type: "response.output_item.done",
          output_index: 0,
          item: { type: "message", id: "msg_wire" },
        }),
        event({ type: "response.completed", response: { usage: responsesUsage(usage) } }),
      ];
    }
    const wantsUsage =
      (asked.body.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true;
    return [
      chunk(asked.model, {}, finish === "stop" ? "stop" : "tool_calls"),
      ...(wantsUsage ? [event({ ...envelope(asked.model), choices: [], usage: chatUsage(usage) })] : []),
      "data: [DONE]\n\n",
    ];
  },
  whole(asked, text, usage) {
    if (!isResponses(asked)) {
      const choice = { index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" };
      return {
        ...envelope(asked.model),
        object: "chat.completion",
        choices: [choice],
        usage: chatUsage(usage),
      };
    }
    const content = [{ type: "output_text", text, annotations: [] }];
    return {
      id: "resp_wire",
      created_at: CREATED,
      model: asked.model,
      output: [{ type: "message", role: "assistant", id: "msg_wire", content }],
      usage: responsesUsage(usage),
    };
  },
  embed(path, body) {
    if (path !== "/v1/embeddings") return null;
    return {
      model: String(body.model),
      texts: Array.isArray(body.input) ? body.input.map(String) : [],
      dimensions: typeof body.dimensions === "number" ? body.dimensions : null,
      say: (vectors, tokens) => ({
        object: "list",
        model: body.model,
        data: vectors.map((embedding, index) => ({ object: "embedding", index, embedding })),
        usage: { prompt_tokens: tokens, total_tokens: tokens },
      }),
    };
  },
  fault: (status) => ({
    error: { message: `wire answers ${status}`, type: "wire_error", param: null, code: null },
  }),
};

function envelope(model: string) {
  return { id: "chatcmpl-wire", object: "chat.completion.chunk", created: CREATED, model };
}

function chunk(model: string, delta: object, finish: string | null = null): string {
  return event({ ...envelope(model), choices: [{ index: 0, delta, finish_reason: finish }] });
}

function chatUsage({ input, cachedInput, output }: WireUsage) {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cachedInput },
  };
}

function responsesUsage({ input, cachedInput, output }: WireUsage) {
  return { input_tokens: input, input_tokens_details: { cached_tokens: cachedInput }, output_tokens: output };
}

if (isMain(import.meta.url)) await runWire((port) => startOpenAiWire({ port }));
