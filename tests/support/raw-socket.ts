import { WebSocket } from "ws";
import { CREDENTIALS } from "./realtime";

export type RawFrame = { event: string; channel?: string; data: unknown; user_id?: string };

/** A client that is not `pusher-js`: it says what it likes and keeps what it hears. */
export type RawSocket = {
  frames: RawFrame[];
  socketId(): string;
  named(event: string): RawFrame[];
  send(event: string, data: unknown, channel?: string): void;
  sendText(text: string | Buffer): void;
  /** Resolves with the code, or the HTTP status of a handshake that was refused. */
  closed: Promise<number>;
  socket: WebSocket;
  end(): void;
};

const opened = new Set<WebSocket>();

/** Ends every raw socket of the test that just ran. */
export function endRawSockets(): void {
  for (const socket of opened) socket.terminate();
  opened.clear();
}

export function openRawSocket(
  tcpPort: number,
  options: { key?: string; protocol?: string; path?: string; origin?: string } = {},
): RawSocket {
  const { key = CREDENTIALS.key, protocol = "7", path = "/realtime", origin } = options;
  const url = `ws://127.0.0.1:${tcpPort}${path}/app/${key}?protocol=${protocol}&client=js&version=8.6.0&flash=false`;
  const socket = new WebSocket(url, origin === undefined ? {} : { origin });
  opened.add(socket);
  const frames: RawFrame[] = [];
  socket.on("message", (message) => frames.push(decode(message.toString())));
  const closed = new Promise<number>((resolve) => {
    socket.on("close", (code) => resolve(code));
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    socket.on("error", () => {});
  });
  const named = (event: string) => frames.filter((frame) => frame.event === event);
  return {
    frames,
    named,
    closed,
    socket,
    socketId() {
      const data = named("pusher:connection_established")[0]?.data as { socket_id: string } | undefined; // our own frame
      return data?.socket_id ?? "";
    },
    send: (event, data, channel) => socket.send(JSON.stringify({ event, data, channel })),
    sendText: (text) => socket.send(text),
    end: () => socket.terminate(),
  };
}

/** Data arrives as JSON in a string, as the hosted service sends it, or as the string that was published. */
function decode(text: string): RawFrame {
  const frame = JSON.parse(text);
  try {
    return { ...frame, data: JSON.parse(frame.data) };
  } catch {
    return frame;
  }
}
