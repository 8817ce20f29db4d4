import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** When each chunk of one answer left the provider, by `performance.now()` of this process. */
type Beats = { sentAt: number[] };

export type Metronome = {
  baseUrl: string;
  /** The answers so far, oldest first. */
  answers: Beats[];
  close(): Promise<void>;
};

const TICK_MS = 5;

/**
 * A provider (OpenAI's chat completions) that answers with numbered words at a steady pace and writes down when: the clock against which
 * a stream is measured. Titles are answered at once and not written down.
 */
export async function startMetronome(pace: {
  chunks: number;
  perSecond: number;
  firstAfterMs: number;
}): Promise<Metronome> {
  const answers: Beats[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      if (!JSON.parse(body).stream) return void response.end(whole());
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.flushHeaders();
      const beats: Beats = { sentAt: [] };
      answers.push(beats);
      setTimeout(
        () =>
          beat(
            beats,
            (frame) => void response.write(frame),
            () => response.end(END),
          ),
        pace.firstAfterMs,
      );
    });
  });

  function beat(beats: Beats, write: (frame: string) => void, end: () => void): void {
    const startedAt = performance.now();
    const tick = () => {
      const due = 1 + Math.floor(((performance.now() - startedAt) * pace.perSecond) / 1_000);
      while (beats.sentAt.length < Math.min(due, pace.chunks)) {
        beats.sentAt.push(performance.now());
        write(frameOf({ content: wordOf(beats.sentAt.length) }));
      }
      if (beats.sentAt.length < pace.chunks) setTimeout(tick, TICK_MS);
      else end();
    };
    tick();
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // listening on a port, not on a pipe
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    answers,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The n-th word, counted from 1, as a chunk of an answer. */
export function wordOf(n: number): string {
  return `w${n} `;
}

const END = 'data: {"id":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

function frameOf(delta: object): string {
  const choices = [{ index: 0, delta, finish_reason: null }];
  return `data: ${JSON.stringify({ id: "m", object: "chat.completion.chunk", created: 1, model: "m", choices })}\n\n`;
}

function whole(): string {
  const message = { role: "assistant", content: "A title" };
  return JSON.stringify({
    id: "m",
    object: "chat.completion",
    created: 1,
    model: "m",
    choices: [{ index: 0, message, finish_reason: "stop" }],
  });
}
