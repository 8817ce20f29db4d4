import type { Hub, Peer } from "./hub";
import { CLIENT_EVENT_REJECTED, channelKind, encodeFrame, type Frame } from "./protocol";

/** Passes a `client-` event on to the others in its channel; the sender never hears it. */
export function passOnClientEvent(hub: Hub, connection: Peer, frame: Frame): void {
  const fault = findFault(hub, connection, frame);
  if (fault) {
    connection.sendError(CLIENT_EVENT_REJECTED, fault);
    return;
  }
  const { channel = "", event, data } = frame;
  const user_id = hub.channels.memberOf(channel, connection.socketId);
  const passedOn = encodeFrame({ event, channel, data, ...(user_id === undefined ? {} : { user_id }) });
  hub.channels.broadcast(channel, passedOn, connection.socketId);
}

function findFault(hub: Hub, connection: Peer, frame: Frame): string | null {
  const { channel = "", data } = frame;
  const kind = channelKind(channel);
  if (hub.limits.clientEventsPerSecond === 0) return "Client events are not enabled.";
  if (kind !== "private" && kind !== "presence") return "Client events need a private or presence channel.";
  if (!connection.joined.has(channel)) return "Subscribe to the channel before sending client events to it.";
  const encoded = typeof data === "string" ? data : JSON.stringify(data ?? null);
  if (Buffer.byteLength(encoded) > hub.limits.eventBytes) return "The data of a client event is too large.";
  return connection.clientEvents.take() ? null : "Client events are sent too fast.";
}
