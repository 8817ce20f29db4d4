import type { Channels, Subscriber } from "./channels";
import type { RealtimeLimits } from "./limits";
import type { Credentials } from "./signatures";

/** A connection, as the other parts see it. */
export interface Peer extends Subscriber {
  readonly joined: Set<string>;
  /** Set once the connection has signed in. */
  user: { id: string; userInfo: unknown } | null;
  /** True once a signature of ours was seen: anonymous sockets do not stay. */
  isAuthorized: boolean;
  readonly clientEvents: { take(): boolean };
  sendError(code: number | null, message: string): void;
  close(code: number, reason: string): void;
  checkPulse(now: number): void;
}

/** Everything the parts of one server share. */
export type Hub = {
  credentials: Credentials;
  limits: RealtimeLimits;
  channels: Channels;
  users: Users;
  connections: Set<Peer>;
  /** Refuse private channels to a connection that has not signed in, so that nobody can hide from `terminate`. */
  signinRequired: boolean;
  isClosing: boolean;
};

/** The connections of each signed-in user. */
export type Users = {
  add(userId: string, connection: Peer): void;
  remove(userId: string, connection: Peer): void;
  connectionsOf(userId: string): Peer[];
};

export function createUsers(): Users {
  const users = new Map<string, Set<Peer>>();
  return {
    add(userId, connection) {
      const connections = users.get(userId) ?? new Set();
      users.set(userId, connections.add(connection));
    },
    remove(userId, connection) {
      const connections = users.get(userId);
      connections?.delete(connection);
      if (connections?.size === 0) users.delete(userId);
    },
    connectionsOf: (userId) => [...(users.get(userId) ?? [])],
  };
}
