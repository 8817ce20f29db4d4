import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { HOUR } from "@/lib/core/clock";

/** What came back over the wire, or why nothing did: `refused` was never received, `broken` may have been worked on. */
export type WireAnswer =
  | { kind: "answer"; status: number; headers: IncomingHttpHeaders; body: string }
  | { kind: "refused"; reason: string }
  | { kind: "broken"; reason: string };

type WireRequest = { method: "POST" | "PUT"; url: string; headers: Record<string, string>; body: string };

/** The hosted limit on one call. Node's fetch gives up after five minutes, hence the plain client. */
const LONGEST_CALL_MS = 2 * HOUR;
/** Four times a step's output: an answer may carry several. */
const LONGEST_ANSWER_BYTES = 16 * 1024 * 1024;
const REFUSED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

export type Wire = { send(message: WireRequest): Promise<WireAnswer>; close(): void };

/** Connections to the handler, kept open between calls: a step costs one round trip. */
export function openWire(): Wire {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  return {
    send: (message) => send(agent, message),
    close: () => agent.destroy(),
  };
}

function send(agent: Agent, { method, url, headers, body }: WireRequest): Promise<WireAnswer> {
  return new Promise((resolve) => {
    const broken = (reason: string): void => {
      resolve({ kind: "broken", reason });
      outgoing.destroy();
    };
    const timer = setTimeout(() => broken("The call took longer than two hours."), LONGEST_CALL_MS);
    const outgoing = request(
      url,
      { agent, method, headers: { ...headers, "content-length": Buffer.byteLength(body) } },
      (response) => {
        read(response).then(
          (text) =>
            resolve({
              kind: "answer",
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: text,
            }),
          (error: Error) => broken(error.message),
        );
      },
    );
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      resolve({ kind: REFUSED.has(error.code ?? "") ? "refused" : "broken", reason: error.message });
    });
    outgoing.on("close", () => clearTimeout(timer));
    outgoing.end(body);
  });
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LONGEST_ANSWER_BYTES) throw new Error("The answer is larger than 16 MB.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
