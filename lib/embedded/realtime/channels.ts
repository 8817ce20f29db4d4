import type { Occupancy } from "./occupancy";
import { encodeFrame } from "./protocol";

/** What a channel needs of a connection. */
export type Subscriber = { readonly socketId: string; send(frame: Buffer): void };

export type PresenceMember = { userId: string; userInfo: unknown };

type Channel = {
  subscribers: Map<string, Subscriber>;
  /** Presence only: a person with three tabs is one member with three sockets. */
  members: Map<string, { userInfo: unknown; socketIds: Set<string> }>;
};

export type Presence = { count: number; ids: string[]; hash: Record<string, unknown> };

/** Who is subscribed to what. Channels exist while somebody is in them. */
export type Channels = ReturnType<typeof createChannels>;

export function createChannels(occupancy: Occupancy) {
  const channels = new Map<string, Channel>();

  function broadcast(name: string, frame: Buffer, exceptSocketId?: string): void {
    for (const subscriber of channels.get(name)?.subscribers.values() ?? []) {
      if (subscriber.socketId !== exceptSocketId) subscriber.send(frame);
    }
  }

  function join(name: string, subscriber: Subscriber, member?: PresenceMember): void {
    const channel = channels.get(name) ?? { subscribers: new Map(), members: new Map() };
    channels.set(name, channel);
    if (channel.subscribers.size === 0) occupancy.came(name);
    channel.subscribers.set(subscriber.socketId, subscriber);
    if (member) addMember(name, channel, subscriber, member);
  }

  function addMember(name: string, channel: Channel, subscriber: Subscriber, member: PresenceMember): void {
    const present = channel.members.get(member.userId);
    if (present) {
      present.socketIds.add(subscriber.socketId);
      return;
    }
    channel.members.set(member.userId, {
      userInfo: member.userInfo,
      socketIds: new Set([subscriber.socketId]),
    });
    occupancy.came(name, member.userId);
    const data = JSON.stringify({ user_id: member.userId, user_info: member.userInfo });
    broadcast(
      name,
      encodeFrame({ event: "pusher_internal:member_added", channel: name, data }),
      subscriber.socketId,
    );
  }

  function leave(name: string, socketId: string): void {
    const channel = channels.get(name);
    if (!channel?.subscribers.delete(socketId)) return;
    removeMember(name, channel, socketId);
    if (channel.subscribers.size > 0) return;
    channels.delete(name);
    occupancy.went(name);
  }

  function removeMember(name: string, channel: Channel, socketId: string): void {
    for (const [userId, member] of channel.members) {
      if (!member.socketIds.delete(socketId) || member.socketIds.size > 0) continue;
      channel.members.delete(userId);
      occupancy.went(name, userId);
      const data = JSON.stringify({ user_id: userId });
      broadcast(name, encodeFrame({ event: "pusher_internal:member_removed", channel: name, data }));
    }
  }

  return {
    join,
    leave,
    broadcast,
    has: (name: string, socketId: string) => channels.get(name)?.subscribers.has(socketId) ?? false,
    names: (prefix: string) => [...channels.keys()].filter((name) => name.startsWith(prefix)),
    subscriptionCount: (name: string) => channels.get(name)?.subscribers.size ?? 0,
    memberIds: (name: string) => [...(channels.get(name)?.members.keys() ?? [])],
    /** The id under which this socket is present in a presence channel. */
    memberOf(name: string, socketId: string): string | undefined {
      for (const [userId, member] of channels.get(name)?.members ?? []) {
        if (member.socketIds.has(socketId)) return userId;
      }
      return undefined;
    },
    presence(name: string): Presence {
      const members = [...(channels.get(name)?.members ?? [])];
      return {
        count: members.length,
        ids: members.map(([userId]) => userId),
        hash: Object.fromEntries(members.map(([userId, member]) => [userId, member.userInfo ?? null])),
      };
    },
  };
}
