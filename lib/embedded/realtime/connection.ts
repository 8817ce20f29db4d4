import { randomInt } from "node:crypto";
import type { WebSocket } from "ws";
import { passOnClientEvent } from "./client-events";
import type { Hub, Peer } from "./hub";
import { createBucket } from "./limits";
import { CLOSE, encodeFrame, type Frame, parseFrame } from "./protocol";
import { signIn, subscribe, unsubscribe } from "./subscriptions";

const AS_TEXT = { binary: false, compress: false, fin: true };

/** One socket of one browser, from its first frame to its last. */
export class Connection implements Peer {
  readonly socketId = `${randomInt(1, 2 ** 47)}.${randomInt(1, 2 ** 47)}`;
  readonly joined = new Set<string>();
  user: { id: string; userInfo: unknown } | null = null;
  isAuthorized = false;
  readonly clientEvents: { take(): boolean };

  private readonly frames: { take(): boolean };
  private readonly openedAt = performance.now();
  private heardAt = performance.now();
  private pingedAt: number | null = null;

  constructor(
    private readonly socket: WebSocket,
    private readonly hub: Hub,
  ) {
    const { clientEventsPerSecond, framesAtOnce, framesPerSecond } = hub.limits;
    this.clientEvents = createBucket(clientEventsPerSecond, clientEventsPerSecond);
    this.frames = createBucket(framesAtOnce, framesPerSecond);
  }

  start(): void {
    this.socket.on("message", (message, isBinary) => this.receive(isBinary ? "" : message.toString()));
    this.socket.on("close", () => this.leave());
    this.socket.on("error", () => this.leave());
    this.hub.connections.add(this);
    const activity_timeout = this.hub.limits.activityTimeoutSeconds;
    const data = JSON.stringify({ socket_id: this.socketId, activity_timeout });
    this.send(encodeFrame({ event: "pusher:connection_established", data }));
  }

  /** Sends, unless too much is waiting already: a client that does not read is dropped and may come back, rather than fill our memory. */
  send(frame: Buffer): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > this.hub.limits.bufferedBytes) {
      this.close(CLOSE.reconnect, "Too much was waiting to be read");
      return;
    }
    this.socket.send(frame, AS_TEXT);
  }

  sendError(code: number | null, message: string): void {
    this.send(encodeFrame({ event: "pusher:error", data: JSON.stringify({ code, message }) }));
  }

  /** Ends the connection. From this moment it hears nothing, even if the client never answers. */
  close(code: number, reason: string): void {
    this.leave();
    this.socket.close(code, reason);
  }

  /** Called every second or so: pings the silent, closes the dead and the anonymous. */
  checkPulse(now: number): void {
    const { activityTimeoutSeconds, pongTimeoutSeconds, authorizeWithinSeconds } = this.hub.limits;
    const isLate = authorizeWithinSeconds > 0 && now - this.openedAt > authorizeWithinSeconds * 1000;
    if (isLate && !this.isAuthorized) {
      this.close(CLOSE.unauthorized, "Connection not authorized within timeout");
    } else if (this.pingedAt !== null) {
      if (now - this.pingedAt > pongTimeoutSeconds * 1000)
        this.close(CLOSE.pongMissing, "Pong was not received");
    } else if (now - this.heardAt > activityTimeoutSeconds * 1000) {
      this.pingedAt = now;
      this.send(encodeFrame({ event: "pusher:ping", data: "{}" }));
    }
  }

  private receive(text: string): void {
    if (!this.hub.connections.has(this)) return;
    this.heardAt = performance.now();
    this.pingedAt = null;
    if (!this.frames.take()) {
      this.close(CLOSE.overCapacity, "Too many frames");
      return;
    }
    const frame = parseFrame(text);
    if (frame) this.dispatch(frame);
    else this.sendError(null, "A frame must be a JSON object with an event.");
  }

  private dispatch(frame: Frame): void {
    if (frame.event === "pusher:ping") this.send(encodeFrame({ event: "pusher:pong", data: "{}" }));
    else if (frame.event === "pusher:subscribe") subscribe(this.hub, this, frame.data);
    else if (frame.event === "pusher:unsubscribe") unsubscribe(this.hub, this, frame.data);
    else if (frame.event === "pusher:signin") signIn(this.hub, this, frame.data);
    else if (frame.event.startsWith("client-")) passOnClientEvent(this.hub, this, frame);
    else if (frame.event !== "pusher:pong")
      this.sendError(null, "This event is not one that clients may send.");
  }

  private leave(): void {
    if (!this.hub.connections.delete(this)) return;
    for (const channel of this.joined) this.hub.channels.leave(channel, this.socketId);
    this.joined.clear();
    if (this.user) this.hub.users.remove(this.user.id, this);
  }
}
