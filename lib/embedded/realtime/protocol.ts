import { z } from "zod";

/**
 * The words of the Pusher protocol, version 7, as `pusher-js` 8.6 and `pusher` 5.3 use them: names, codes, and frames.
 * A close code tells the client what to do next: 4000-4099 stay away, 4100-4199 come back after a second, 4200-4299 come back now.
 */
export const CLOSE = {
  appUnknown: 4001,
  protocolUnsupported: 4007,
  unauthorized: 4009,
  overCapacity: 4100,
  reconnect: 4200,
  pongMissing: 4201,
} as const;

/** Not a close code: the `pusher:error` that answers a client event which was not passed on. */
export const CLIENT_EVENT_REJECTED = 4301;

export const PROTOCOL_VERSION = 7;

const NAME = /^[A-Za-z0-9_\-=@,.;]{1,200}$/;
const USER_CHANNEL = "#server-to-user-";

export type ChannelKind = "public" | "private" | "encrypted" | "presence" | "user";

/** The kind of a channel by its prefix, or null when the name is not allowed. */
export function channelKind(name: string): ChannelKind | null {
  if (name.startsWith(USER_CHANNEL))
    return name.length > USER_CHANNEL.length && name.length <= 200 ? "user" : null;
  if (!NAME.test(name)) return null;
  if (name.startsWith("private-encrypted-")) return "encrypted";
  if (name.startsWith("private-")) return "private";
  return name.startsWith("presence-") ? "presence" : "public";
}

/** The user whose own channel this is. */
export function userOfChannel(name: string): string {
  return name.slice(USER_CHANNEL.length);
}

const Frame = z.object({
  event: z.string().min(1).max(200),
  channel: z.string().max(200).optional(),
  data: z.unknown().optional(),
});

/** One frame of a client; `data` may be an object or JSON in a string. */
export type Frame = z.output<typeof Frame>;

export function parseFrame(text: string): Frame | null {
  return Frame.safeParse(parseJson(text)).data ?? null;
}

export const SubscribeData = z.object({
  channel: z.string(),
  auth: z.string().nullish(),
  channel_data: z.string().max(4096).nullish(),
});
export const UnsubscribeData = z.object({ channel: z.string() });
export const SigninData = z.object({ auth: z.string(), user_data: z.string().max(4096) });

const UserId = z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1).max(128));
export const PresenceData = z.object({ user_id: UserId, user_info: z.unknown().optional() });
export const UserData = z.object({ id: z.string().min(1).max(128), user_info: z.unknown().optional() });

/** The `data` of a frame by its schema, or null. Clients may encode it once more as a string. */
export function readData<S extends z.ZodType>(schema: S, data: unknown): z.output<S> | null {
  return schema.safeParse(typeof data === "string" ? parseJson(data) : data).data ?? null;
}

/** A frame to a client. A string is passed on exactly as it was published; anything else is encoded once. */
export function encodeFrame(frame: {
  event: string;
  channel?: string;
  data?: unknown;
  user_id?: string;
}): Buffer {
  return Buffer.from(JSON.stringify(frame));
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
