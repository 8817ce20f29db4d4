import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import {
  NOT_IN_SOURCES,
  parsePassagesBlock,
  quoteLine,
  TITLE_INSTRUCTION,
  withoutPassagesBlock,
} from "@/lib/adapters/models/prompt";
import { bodyOf, startLocalServer } from "./local-server";
import { meaningOf } from "./meanings";

/** How the server answers one request. Without a text it answers by itself (see `ownAnswer`). */
type WireBehavior =
  | { kind: "text"; text?: string; everyMs?: number; usage?: Partial<WireUsage> }
  | { kind: "status"; status: number; retryAfterSeconds?: number }
  | { kind: "hang"; before: "headers" | "first-token" | "second-token" }
  | { kind: "malformed-json" }
  | { kind: "tool-call"; name: string; input: string }
  | { kind: "empty" }
  | { kind: "cut"; text?: string }
  | { kind: "long"; bytes: number };

/** `input` counts the cached tokens too. */
export type WireUsage = { input: number; cachedInput: number; output: number };

/** One request for an answer, in nobody's dialect. */
type WireAsked = {
  model: string;
  isStream: boolean;
  /** The instructions, and what people wrote, each message one text. */
  system: string;
  questions: string[];
  body: Record<string, unknown>;
  headers: IncomingHttpHeaders;
  path: string;
};

/** How a vendor says things. Frames are whole server-sent events, blank line included. */
export type WireDialect = {
  /** null: not a request for an answer. */
  read(
    path: string,
    body: Record<string, unknown>,
  ): Pick<WireAsked, "model" | "isStream" | "system" | "questions"> | null;
  isAuthorized(headers: IncomingHttpHeaders): boolean;
  /** Another request that the vendor knows, such as the list of models. */
  other?(path: string): unknown;
  start(asked: WireAsked): string[];
  delta(asked: WireAsked, text: string): string[];
  toolCall(asked: WireAsked, name: string, input: string): string[];
  end(asked: WireAsked, usage: WireUsage, finish: "stop" | "tool-calls"): string[];
  whole(asked: WireAsked, text: string, usage: WireUsage): unknown;
  /** A request for vectors: the texts, how many numbers each shall have, and how the answer is said; null: it is none. */
  embed?(path: string, body: Record<string, unknown>): WireEmbedding | null;
  fault(status: number): unknown;
};

type WireEmbedding = {
  model: string;
  texts: string[];
  dimensions: number | null;
  say(vectors: number[][], tokens: number): unknown;
};

export type WireScript = WireBehavior[] | ((asked: WireAsked) => WireBehavior);

export type ModelWire = {
  origin: string;
  /** Every request for an answer, oldest first. */
  asked: WireAsked[];
  /** How many of them the client gave up before the answer had ended. */
  abandoned(): number;
  /** Replaces the script. Of a list each is used once, and the last for ever. */
  play(script: WireScript): void;
  close(): Promise<void>;
};

/** A provider's server on loopback, speaking its dialect and following a script. `POST /script` with a list of behaviors replaces it, too. */
export async function startModelWire(
  dialect: WireDialect,
  { script, port }: { script?: WireScript | undefined; port?: number | undefined } = {},
): Promise<ModelWire> {
  const asked: WireAsked[] = [];
  let abandoned = 0;
  let next = player(script ?? directed);

  const server = await startLocalServer(async (request, response) => {
    const path = request.url ?? "/";
    const raw = (await bodyOf(request)).toString("utf8");
    if (path === "/script") {
      next = player(JSON.parse(raw));
      return void response.writeHead(204).end();
    }
    if (!dialect.isAuthorized(request.headers)) return json(response, 401, dialect.fault(401));
    if (request.method === "GET") return json(response, 200, dialect.other?.(path) ?? {});
    const body: Record<string, unknown> = JSON.parse(raw);
    const embedding = dialect.embed?.(path, body);
    const read = embedding ? asQuestion(embedding) : dialect.read(path, body);
    if (!read) return json(response, 404, dialect.fault(404));
    const question: WireAsked = { ...read, body, headers: request.headers, path };
    asked.push(question);
    response.on("close", () => {
      if (!response.writableFinished) abandoned += 1;
    });
    const behavior = next(question);
    if (embedding) return embed(dialect, embedding, behavior, response);
    await answer(dialect, question, behavior, response);
  }, port);

  return {
    origin: server.origin,
    asked,
    abandoned: () => abandoned,
    play: (replacement) => {
      next = player(replacement);
    },
    close: server.close,
  };
}

/** What a model gives that is not told how many numbers. */
const USUAL_DIMENSIONS = 96;

function asQuestion({ model, texts }: WireEmbedding) {
  return { model, isStream: false, system: "", questions: texts };
}

function embed(
  dialect: WireDialect,
  { texts, dimensions, say }: WireEmbedding,
  behavior: WireBehavior,
  response: ServerResponse,
): void {
  if (behavior.kind === "hang") return;
  const vectors = texts.map((text) => meaningOf(text, dimensions ?? USUAL_DIMENSIONS));
  const tokens = texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
  if (behavior.kind === "status") {
    const after = behavior.retryAfterSeconds;
    if (after !== undefined) response.setHeader("retry-after", String(after));
    json(response, behavior.status, dialect.fault(behavior.status));
  } else if (behavior.kind === "malformed-json") {
    response.writeHead(200, { "content-type": "application/json" }).end('{"data": [');
  } else json(response, 200, say(behavior.kind === "empty" ? [] : vectors, tokens));
}

function player(script: WireScript): (asked: WireAsked) => WireBehavior {
  if (typeof script === "function") return script;
  const rest = [...script];
  return () => (rest.length > 1 ? rest.shift() : rest[0]) ?? { kind: "text" };
}

/** What a person can write into a question to see a provider misbehave: `wire:slow`, `wire:429`, `wire:hang`, ... */
function directed({ questions }: WireAsked): WireBehavior {
  const [, word] = /\bwire:([a-z0-9-]+)/.exec(questions.at(-1) ?? "") ?? [];
  if (word === undefined) return { kind: "text" };
  if (word === "slow") return { kind: "text", everyMs: 100 };
  if (word === "hang") return { kind: "hang", before: "first-token" };
  if (word === "hang-later") return { kind: "hang", before: "second-token" };
  if (word === "cut") return { kind: "cut" };
  if (word === "empty") return { kind: "empty" };
  if (word === "malformed") return { kind: "malformed-json" };
  if (word === "long") return { kind: "long", bytes: 1_000_000 };
  if (word === "tool") return { kind: "tool-call", name: "search", input: '{"query":"la' };
  const status = Number(word);
  return status >= 400 ? { kind: "status", status, retryAfterSeconds: 2 } : { kind: "text" };
}

/** An answer as a good model would give it: a title where one is asked for, else a quotation of the first passage, else an echo. */
function ownAnswer({ system, questions }: WireAsked): string {
  const last = questions.at(-1) ?? "";
  const question = withoutPassagesBlock(last).trim();
  if (system.includes(TITLE_INSTRUCTION)) return "A title from the wire";
  const passages = [system, last].map(parsePassagesBlock).find((found) => found.length > 0);
  if (!passages) return `${system}${last}`.includes("<passages") ? NOT_IN_SOURCES : `You wrote: ${question}`;
  const [first] = passages;
  const quote =
    first?.text
      .split("\n")
      .find((line) => line.trim())
      ?.trim() ?? "";
  return `This is what I found.\n\n${quoteLine({ quote, n: first?.n ?? 1 })}`;
}

async function answer(
  dialect: WireDialect,
  asked: WireAsked,
  behavior: WireBehavior,
  response: ServerResponse,
): Promise<void> {
  if (behavior.kind === "status") {
    const after = behavior.retryAfterSeconds;
    if (after !== undefined) response.setHeader("retry-after", String(after));
    return json(response, behavior.status, dialect.fault(behavior.status));
  }
  if (behavior.kind === "hang" && behavior.before === "headers") return;
  const text = textOf(behavior, asked);
  const usage = { ...usageOf(asked, text), ...(behavior.kind === "text" ? behavior.usage : {}) };
  if (!asked.isStream) {
    return behavior.kind === "malformed-json"
      ? void response.writeHead(200, { "content-type": "application/json" }).end('{"choices": [')
      : json(response, 200, dialect.whole(asked, text, usage));
  }

  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.flushHeaders();
  if (behavior.kind === "hang" && behavior.before === "first-token") return;
  const send = (frames: string[]) => response.write(frames.join(""));
  send(dialect.start(asked));
  if (behavior.kind === "malformed-json") return void response.end('data: {"choices": [{"delta"\n\n');
  if (behavior.kind === "tool-call") {
    send(dialect.toolCall(asked, behavior.name, behavior.input));
    return void response.end(dialect.end(asked, usage, "tool-calls").join(""));
  }

  const everyMs = behavior.kind === "text" ? behavior.everyMs : undefined;
  const pieces =
    text.match(behavior.kind === "long" ? /.{1,200}/gsu : /\S*\s*(?:\S+\s*)?/gu)?.filter(Boolean) ?? [];
  for (const [index, piece] of pieces.entries()) {
    if (response.destroyed) return;
    if (behavior.kind === "hang" && index === 1) return;
    if (behavior.kind === "cut" && index === Math.ceil(pieces.length / 2)) return cut(response);
    send(dialect.delta(asked, piece));
    if (everyMs) await pause(everyMs);
  }
  response.end(dialect.end(asked, usage, "stop").join(""));
}

function textOf(behavior: WireBehavior, asked: WireAsked): string {
  if (behavior.kind === "empty" || behavior.kind === "tool-call") return "";
  if (behavior.kind === "long")
    return "A long answer. ".repeat(Math.ceil(behavior.bytes / 15)).slice(0, behavior.bytes);
  const given = "text" in behavior ? behavior.text : undefined;
  return given ?? ownAnswer(asked);
}

/** Four characters a token, as a rule of thumb has it: the same request always costs the same. */
function usageOf({ system, questions }: WireAsked, text: string): WireUsage {
  const tokens = (length: number) => Math.ceil(length / 4);
  return {
    input: tokens(system.length + questions.join("").length),
    cachedInput: 0,
    output: tokens(text.length),
  };
}

/** What was written must be on its way before the connection breaks. */
function cut(response: ServerResponse): void {
  response.write("", () => setImmediate(() => response.socket?.resetAndDestroy()));
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

/** The text of a message's content, which is a string or a list of parts in every dialect. */
export function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.flatMap((part) => (typeof part?.text === "string" ? [part.text] : [])).join("\n");
}

/** Runs a wire by itself: `tsx tests/support/wire-openai.ts --port 9911`. Prints its address as one line of JSON; ends with SIGTERM. */
export async function runWire(
  start: (port: number) => Promise<ModelWire & { baseUrl: string }>,
): Promise<void> {
  const at = process.argv.indexOf("--port");
  const wire = await start(at < 0 ? 0 : Number(process.argv[at + 1]));
  console.log(JSON.stringify({ baseUrl: wire.baseUrl }));
  const stop = () => void wire.close().then(() => process.exit(0));
  process.once("SIGTERM", stop).once("SIGINT", stop);
}

export function isMain(url: string): boolean {
  return (
    process.argv[1] !== undefined &&
    url.endsWith(process.argv[1].replaceAll("\\", "/").split("/").at(-1) ?? "\0")
  );
}
