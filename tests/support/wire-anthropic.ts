import {
  contentText,
  type ModelWire,
  startModelWire,
  type WireDialect,
  type WireScript,
  type WireUsage,
} from "./wire-model";

/** Anthropic's Messages API on loopback, streaming and whole. Wants any `x-api-key`. */
export async function startAnthropicWire(
  options: { script?: WireScript } = {},
): Promise<ModelWire & { baseUrl: string }> {
  const wire = await startModelWire(dialect, options);
  return { ...wire, baseUrl: `${wire.origin}/v1` };
}

type Message = { role?: string; content?: unknown };

const event = (value: { type: string } & Record<string, unknown>) =>
  `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;
const usageOf = ({ input, cachedInput, output }: WireUsage) => ({
  // What was read from the cache is counted beside the input here, not in it.
  input_tokens: input - cachedInput,
  cache_read_input_tokens: cachedInput,
  cache_creation_input_tokens: 0,
  output_tokens: output,
});

const dialect: WireDialect = {
  read(path, body) {
    if (path !== "/v1/messages") return null;
    const messages: Message[] = Array.isArray(body.messages) ? body.messages : [];
    return {
      model: String(body.model),
      isStream: body.stream === true,
      system: contentText(body.system),
      questions: messages.filter(({ role }) => role === "user").map(({ content }) => contentText(content)),
    };
  },
  isAuthorized: (headers) => Boolean(headers["x-api-key"]) && headers["anthropic-version"] === "2023-06-01",
  start: ({ model }) => [
    event({
      type: "message_start",
      message: {
        id: "msg_wire",
        type: "message",
        role: "assistant",
        model,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: usageOf({ input: 0, cachedInput: 0, output: 0 }),
      },
    }),
    event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
    event({ type: "ping" }),
  ],
  delta: (_, text) => [event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } })],
  toolCall: (_, name, input) => [
    event({ type: "content_block_stop", index: 0 }),
    event({
      type: "content_block_start",
      index: 1,
      content_block: { type: "tool_use", id: "toolu_wire", name, input: {} },
    }),
    event({
      type: "content_block_delta",
      index: 1,
      delta: { type: "input_json_delta", partial_json: input },
    }),
  ],
  end: (_, usage, finish) => [
    event({ type: "content_block_stop", index: finish === "stop" ? 0 : 1 }),
    event({
      type: "message_delta",
      delta: { stop_reason: finish === "stop" ? "end_turn" : "tool_use", stop_sequence: null },
      usage: usageOf(usage),
    }),
    event({ type: "message_stop" }),
  ],
  whole: ({ model }, text, usage) => ({
    id: "msg_wire",
    type: "message",
    role: "assistant",
    model,
    content: [{ type: "text", text }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: usageOf(usage),
  }),
  fault: (status) => ({ type: "error", error: { type: "wire_error", message: `wire answers ${status}` } }),
};
