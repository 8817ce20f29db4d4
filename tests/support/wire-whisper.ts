import type { ServerResponse } from "node:http";
import { bodyOf, type LocalServer, startLocalServer } from "./local-server";

type WireSegment = {
  start: number;
  end: number;
  text: string;
  no_speech_prob?: number;
  avg_logprob?: number;
  compression_ratio?: number;
};
type WireWord = { word: string; start: number; end: number };

/** What the wire received, as far as the tests ask. */
export type Heard = {
  fields: Map<string, string[]>;
  audio: Buffer;
  filename: string;
  authorization: string;
  url: string;
  /** 1 for the first call. */
  nth: number;
};

/** How one call is answered. `cut` breaks off in the middle of the answer, `hang` never answers. */
export type WhisperReply =
  | { kind: "heard"; segments?: WireSegment[]; words?: WireWord[]; text?: string; language?: string }
  | { kind: "status"; status: number; retryAfter?: string }
  | { kind: "body"; body: string }
  | { kind: "cut" }
  | { kind: "hang" };

export type WhisperWire = LocalServer & {
  baseUrl: string;
  heard: Heard[];
  /** Replaces how calls are answered from now on. */
  answer(reply: (heard: Heard) => WhisperReply): void;
};

/** OpenAI's transcription call on loopback, which misbehaves as it is told. */
export async function startWhisperWire(first: (heard: Heard) => WhisperReply): Promise<WhisperWire> {
  const heard: Heard[] = [];
  let reply = first;
  const server = await startLocalServer(async (request, response) => {
    const parts = partsOf(await bodyOf(request), request.headers["content-type"] ?? "");
    const file = parts.find(({ name }) => name === "file");
    const call: Heard = {
      fields: new Map(
        [...Map.groupBy(parts, ({ name }) => name)].map(([name, all]) => [
          name,
          all.map(({ bytes }) => bytes.toString()),
        ]),
      ),
      audio: file?.bytes ?? Buffer.alloc(0),
      filename: file?.filename ?? "",
      authorization: request.headers.authorization ?? "",
      url: request.url ?? "",
      nth: heard.length + 1,
    };
    heard.push(call);
    send(response, reply(call));
  });
  return {
    ...server,
    baseUrl: `${server.origin}/v1`,
    heard,
    answer(next) {
      reply = next;
    },
  };
}

function send(response: ServerResponse, reply: WhisperReply): void {
  if (reply.kind === "hang") return;
  if (reply.kind === "status") {
    response.writeHead(reply.status, reply.retryAfter ? { "retry-after": reply.retryAfter } : {});
    response.end(JSON.stringify({ error: { message: `wire answers ${reply.status}` } }));
    return;
  }
  response.writeHead(200, { "content-type": "application/json" });
  if (reply.kind === "body") return void response.end(reply.body);
  if (reply.kind === "cut") {
    response.write('{"text": "We move the lau');
    setTimeout(() => response.destroy(), 10);
    return;
  }
  const { segments = [], words, language = "english" } = reply;
  const text = reply.text ?? segments.map((segment) => segment.text).join("");
  response.end(
    JSON.stringify({
      task: "transcribe",
      language,
      duration: segments.at(-1)?.end ?? 0,
      text,
      segments,
      words,
    }),
  );
}

type Part = { name: string; filename: string | null; bytes: Buffer };

function partsOf(body: Buffer, contentType: string): Part[] {
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1];
  if (!boundary) return [];
  const parts: Part[] = [];
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at >= 0; ) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const part = body.subarray(at + mark.length + 2, next - 2);
    const end = part.indexOf("\r\n\r\n");
    const head = part.subarray(0, end).toString();
    parts.push({
      name: / name="([^"]*)"/.exec(head)?.[1] ?? "",
      filename: / filename="([^"]*)"/.exec(head)?.[1] ?? null,
      bytes: part.subarray(end + 4),
    });
    at = next;
  }
  return parts;
}
