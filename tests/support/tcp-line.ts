import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A line to a server that can be cut, and mended, under the same address. */
export type TcpLine = {
  tcpPort: number;
  /** Refuses what is new and ends what is there, as a server that is gone. */
  cut(): Promise<void>;
  /** Lets nothing through and says nothing, as a network that swallows. */
  hang(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
};

type Target = { host: string; port: number };

/** `isCut`: nobody is there at first. */
export async function openTcpLine(target: Target, options: { isCut?: boolean } = {}): Promise<TcpLine> {
  const sockets = new Set<Socket>();
  let isHanging = false;
  let server: Server | null = null;

  function pass(client: Socket): void {
    const upstream = connect(target);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on("data", (chunk) => {
        if (!isHanging) other.write(chunk);
      });
      socket.on("error", () => {}); // 'close' follows
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  }

  async function listenOn(port: number): Promise<number> {
    const opened = createServer(pass);
    opened.listen(port, "127.0.0.1");
    await once(opened, "listening");
    server = opened;
    return (opened.address() as AddressInfo).port; // a TCP server's address is never a string
  }

  async function cut(): Promise<void> {
    const closing = server;
    server = null;
    const closed = closing && once(closing, "close");
    closing?.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  const tcpPort = await listenOn(0);
  if (options.isCut) await cut();
  return {
    tcpPort,
    cut,
    hang() {
      isHanging = true;
    },
    async mend() {
      isHanging = false;
      for (const socket of sockets) socket.destroy(); // what was swallowed would make nonsense of the rest
      if (!server) await listenOn(tcpPort);
    },
    close: cut,
  };
}
