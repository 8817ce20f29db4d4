import { z } from "zod";
import { ApiFault, type ApiRequest } from "./api-request";
import type { Hub } from "./hub";
import { CLOSE, channelKind, encodeFrame, parseJson } from "./protocol";

/** What the signed HTTP API does, by method and path after `/apps/<id>`. Throws `ApiFault`. */
export function answerApi(hub: Hub, request: ApiRequest): unknown {
  for (const { method, pattern, answer } of ROUTES) {
    const match = pattern.exec(request.path);
    if (match && method === request.method) return answer(hub, request, match[1] ?? "");
  }
  const isKnown = ROUTES.some((route) => route.pattern.test(request.path));
  throw isKnown
    ? new ApiFault(405, "This address has another method.")
    : new ApiFault(404, "There is no such address.");
}

type Route = {
  method: "GET" | "POST";
  pattern: RegExp;
  answer(hub: Hub, request: ApiRequest, name: string): unknown;
};

const ROUTES: Route[] = [
  { method: "POST", pattern: /^\/events$/, answer: publishOne },
  { method: "POST", pattern: /^\/batch_events$/, answer: publishBatch },
  { method: "GET", pattern: /^\/channels$/, answer: listChannels },
  { method: "GET", pattern: /^\/channels\/([^/]+)$/, answer: describeChannel },
  { method: "GET", pattern: /^\/channels\/([^/]+)\/users$/, answer: listUsers },
  { method: "POST", pattern: /^\/users\/(.+)\/terminate_connections$/, answer: terminate },
];

const EventFields = {
  name: z.string().min(1).max(200),
  data: z.string(),
  socket_id: z.string().optional(),
  info: z.string().optional(),
};
const EventBody = z.object({
  ...EventFields,
  channel: z.string().optional(),
  channels: z.array(z.string()).optional(),
});
const BatchBody = z.object({ batch: z.array(z.object({ ...EventFields, channel: z.string() })) });

type ToChannels = { name: string; data: string; channels: string[]; exceptSocketId?: string | undefined };

/** What `POST /events` and `POST /batch_events` take. */
export type Publication =
  | { kind: "trigger"; name: string; data: string; channels: string[] }
  | { kind: "batch"; batch: { name: string; data: string; channel: string }[] };

/** The same as these two, without a request. Throws `ApiFault`. */
export function publishHere(hub: Hub, request: Publication): void {
  const all = request.kind === "trigger" ? [request] : request.batch.map(toChannels);
  for (const each of all) checkPublication(hub, each);
  for (const each of all) publish(hub, each);
}

function toChannels({ channel, ...event }: { name: string; data: string; channel: string }): ToChannels {
  return { ...event, channels: [channel] };
}

function publishOne(hub: Hub, request: ApiRequest): unknown {
  const { name, data, channel, channels = [], socket_id, info } = readBody(EventBody, request);
  const publication = {
    name,
    data,
    channels: channel === undefined ? channels : [channel],
    exceptSocketId: socket_id,
  };
  checkPublication(hub, publication);
  publish(hub, publication);
  if (info === undefined) return {};
  return {
    channels: Object.fromEntries(publication.channels.map((each) => [each, attributes(hub, each, info)])),
  };
}

/** All or nothing: a batch with one event that is refused publishes none. */
function publishBatch(hub: Hub, request: ApiRequest): unknown {
  const { batch } = readBody(BatchBody, request);
  if (batch.length > hub.limits.eventsPerBatch) {
    throw new ApiFault(400, `A batch holds at most ${hub.limits.eventsPerBatch} events.`);
  }
  const publications = batch.map((event) => ({
    ...event,
    channels: [event.channel],
    exceptSocketId: event.socket_id,
  }));
  for (const publication of publications) checkPublication(hub, publication);
  for (const publication of publications) publish(hub, publication);
  if (batch.every((event) => event.info === undefined)) return {};
  return { batch: batch.map((event) => attributes(hub, event.channel, event.info ?? "")) };
}

function checkPublication(hub: Hub, { name, data, channels }: ToChannels): void {
  const { channelsPerTrigger, eventBytes } = hub.limits;
  if (channels.length === 0) throw new ApiFault(400, "An event needs a channel.");
  if (channels.length > channelsPerTrigger) {
    throw new ApiFault(400, `An event goes to at most ${channelsPerTrigger} channels.`);
  }
  const unnamed = channels.find((channel) => channelKind(channel) === null);
  if (unnamed !== undefined) throw new ApiFault(400, "The name of a channel is not allowed.");
  if (/^pusher(_internal)?:/.test(name)) throw new ApiFault(400, "The name of the event is reserved.");
  if (Buffer.byteLength(data) > eventBytes)
    throw new ApiFault(413, `The data of an event is at most ${eventBytes} bytes.`);
}

function publish(hub: Hub, { name, data, channels, exceptSocketId }: ToChannels): void {
  for (const channel of new Set(channels)) {
    if (hub.channels.subscriptionCount(channel) === 0) continue;
    hub.channels.broadcast(channel, encodeFrame({ event: name, channel, data }), exceptSocketId);
  }
}

function listChannels(hub: Hub, { query }: ApiRequest): unknown {
  const prefix = query.get("filter_by_prefix") ?? "";
  const info = query.get("info") ?? "";
  if (info.includes("user_count") && !prefix.startsWith("presence-")) {
    throw new ApiFault(400, "user_count needs filter_by_prefix to begin with presence-.");
  }
  return {
    channels: Object.fromEntries(
      hub.channels.names(prefix).map((name) => [name, attributes(hub, name, info)]),
    ),
  };
}

function describeChannel(hub: Hub, { query }: ApiRequest, name: string): unknown {
  const info = query.get("info") ?? "";
  if (info.includes("user_count") && channelKind(name) !== "presence") {
    throw new ApiFault(400, "user_count is known of presence channels only.");
  }
  return { occupied: hub.channels.subscriptionCount(name) > 0, ...attributes(hub, name, info) };
}

function listUsers(hub: Hub, _request: ApiRequest, name: string): unknown {
  if (channelKind(name) !== "presence") throw new ApiFault(400, "Users are known of presence channels only.");
  return { users: hub.channels.memberIds(name).map((id) => ({ id })) };
}

function terminate(hub: Hub, _request: ApiRequest, userId: string): unknown {
  for (const connection of hub.users.connectionsOf(userId)) {
    connection.sendError(CLOSE.unauthorized, "You got disconnected by the app");
    connection.close(CLOSE.unauthorized, "You got disconnected by the app");
  }
  return {};
}

function attributes(hub: Hub, channel: string, info: string): Record<string, number> {
  const wanted = info.split(",");
  const isPresence = channelKind(channel) === "presence";
  return {
    ...(wanted.includes("user_count") && isPresence
      ? { user_count: hub.channels.memberIds(channel).length }
      : {}),
    ...(wanted.includes("subscription_count")
      ? { subscription_count: hub.channels.subscriptionCount(channel) }
      : {}),
  };
}

function readBody<S extends z.ZodType>(schema: S, request: ApiRequest): z.output<S> {
  const parsed = schema.safeParse(parseJson(request.body.toString("utf8")));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ApiFault(
    400,
    `The body is not as expected: ${issue?.path.join(".") || "it"} ${issue?.message ?? ""}`,
  );
}
