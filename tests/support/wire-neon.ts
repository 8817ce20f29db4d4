import { once } from "node:events";
import { connect } from "node:net";
import { neonConfig } from "@neondatabase/serverless";
import { WebSocketServer } from "ws";

/**
 * Neon's WebSocket proxy on loopback: what comes in one frame after another is PostgreSQL's own protocol, carried to the address
 * in the query. Points Neon's SDK at it; `close` ends every connection.
 */
export async function startWireNeon(): Promise<{ close(): Promise<void> }> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (socket, request) => {
    const address = new URL(request.url ?? "", "http://localhost").searchParams.get("address") ?? "";
    const [host, port] = address.split(":");
    const upstream = connect({ port: Number(port), host, noDelay: true });
    socket.on("message", (frame: Buffer) => upstream.write(frame));
    upstream.on("data", (chunk) => socket.send(chunk));
    socket.on("close", () => upstream.destroy());
    upstream.on("close", () => socket.close());
    upstream.on("error", () => socket.close());
  });
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;

  neonConfig.wsProxy = (host, target) => `127.0.0.1:${port}/v2?address=${host}:${target}`;
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineConnect = false; // ours asks for scram, Neon's proxy for the password itself
  return {
    close: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, "close");
    },
  };
}
