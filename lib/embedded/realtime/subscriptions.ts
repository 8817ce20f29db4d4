import type { PresenceMember } from "./channels";
import type { Hub, Peer } from "./hub";
import {
  CLOSE,
  channelKind,
  encodeFrame,
  PresenceData,
  readData,
  SigninData,
  SubscribeData,
  UnsubscribeData,
  UserData,
  userOfChannel,
} from "./protocol";
import { isSigninSigned, isSubscriptionSigned } from "./signatures";

type Refusal = { type: "AuthError" | "LimitReached" | "InvalidChannel"; error: string; status: number };

/** Answers `pusher:subscribe` with `subscription_succeeded` or `pusher:subscription_error`. */
export function subscribe(hub: Hub, connection: Peer, frameData: unknown): void {
  const data = readData(SubscribeData, frameData);
  if (!data) {
    connection.sendError(null, "pusher:subscribe needs a channel.");
    return;
  }
  const name = data.channel;
  const refusal = findRefusal(hub, connection, data);
  if (refusal) {
    connection.send(
      encodeFrame({ event: "pusher:subscription_error", channel: name, data: JSON.stringify(refusal) }),
    );
    return;
  }
  const isPresence = channelKind(name) === "presence";
  const member = isPresence ? memberOf(connection, data.channel_data) : null;
  hub.channels.join(name, connection, member ?? undefined);
  connection.joined.add(name);
  const answer = isPresence ? { presence: hub.channels.presence(name) } : {};
  const event = "pusher_internal:subscription_succeeded";
  connection.send(encodeFrame({ event, channel: name, data: JSON.stringify(answer) }));
}

export function unsubscribe(hub: Hub, connection: Peer, frameData: unknown): void {
  const name = readData(UnsubscribeData, frameData)?.channel;
  if (name === undefined || !connection.joined.delete(name)) return;
  hub.channels.leave(name, connection.socketId);
}

/** Answers `pusher:signin`. A wrong signature ends the connection, as with the hosted service. */
export function signIn(hub: Hub, connection: Peer, frameData: unknown): void {
  const data = readData(SigninData, frameData);
  const userData = data?.user_data ?? "";
  const user = readData(UserData, userData);
  const input = { socketId: connection.socketId, userData, auth: data?.auth ?? "" };
  if (!user || !isSigninSigned(hub.credentials, input)) {
    connection.close(CLOSE.unauthorized, "The sign-in is not signed for this connection");
    return;
  }
  if (connection.user) hub.users.remove(connection.user.id, connection);
  connection.user = { id: user.id, userInfo: user.user_info };
  connection.isAuthorized = true;
  hub.users.add(user.id, connection);
  const answer = JSON.stringify({ user_data: userData });
  connection.send(encodeFrame({ event: "pusher:signin_success", data: answer }));
}

function findRefusal(
  hub: Hub,
  connection: Peer,
  data: { channel: string; auth?: string | null; channel_data?: string | null },
): Refusal | null {
  const kind = channelKind(data.channel);
  if (!kind) return { type: "InvalidChannel", error: "The name of the channel is not allowed.", status: 400 };
  if (
    connection.joined.size >= hub.limits.subscriptionsPerConnection &&
    !connection.joined.has(data.channel)
  ) {
    return {
      type: "LimitReached",
      error: "This connection has too many subscriptions.",
      status: CLOSE.overCapacity,
    };
  }
  if (kind === "public") return null;
  if (kind === "user") {
    return connection.user?.id === userOfChannel(data.channel)
      ? null
      : unauthorized("Sign in as this user first.");
  }
  const signed = {
    socketId: connection.socketId,
    channel: data.channel,
    channelData: data.channel_data ?? null,
    auth: data.auth ?? "",
  };
  if (!isSubscriptionSigned(hub.credentials, signed))
    return unauthorized("auth is not signed for this subscription.");
  if (hub.signinRequired && !connection.user)
    return unauthorized("Sign in before you join private channels.");
  connection.isAuthorized = true;
  return kind === "presence" ? findPresenceRefusal(hub, connection, data) : null;
}

function findPresenceRefusal(
  hub: Hub,
  connection: Peer,
  data: { channel: string; channel_data?: string | null },
): Refusal | null {
  const member = memberOf(connection, data.channel_data);
  if (!member) return unauthorized("channel_data must name a user_id, or the connection must be signed in.");
  const present = hub.channels.memberIds(data.channel);
  if (present.length < hub.limits.membersPerPresenceChannel || present.includes(member.userId)) return null;
  return {
    type: "LimitReached",
    error: "The channel has its full number of members.",
    status: CLOSE.overCapacity,
  };
}

/** Who joins a presence channel: named by the signed channel_data, else the signed-in user. */
function memberOf(connection: Peer, channelData: string | null | undefined): PresenceMember | null {
  if (channelData == null) {
    return connection.user && { userId: connection.user.id, userInfo: connection.user.userInfo };
  }
  const member = readData(PresenceData, channelData);
  return member && { userId: member.user_id, userInfo: member.user_info };
}

function unauthorized(error: string): Refusal {
  return { type: "AuthError", error, status: 401 };
}
