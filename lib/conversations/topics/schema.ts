import * as z from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";

/** After a reconnect a browser asks for all its topics in one request. */
export const realtimeAuthRoute = defineRoute({
  method: "POST",
  path: "/api/realtime/auth",
  summary: "Authorize a socket to hear topics, or sign it in as its user.",
  access: "user",
  status: 200,
  idempotent: false,
  body: z.strictObject({
    socketId: z.string().regex(/^\d{1,20}\.\d{1,20}$/, "This is not the id of a socket."),
    topics: z.array(z.string().max(200)).min(1).max(200, "At most 200 topics at a time.").optional(),
  }),
  response: z.union([
    z.object({ auth: z.record(z.string(), z.object({ auth: z.string() }).nullable()) }),
    z.object({ user: z.object({ auth: z.string(), user_data: z.string() }) }),
  ]),
});

/** What a topic reaches: a member, a workspace, or a conversation and what lives in it. */
export type TopicTarget = { kind: "member" | "workspace" | "conversation"; id: string };

const KINDS = { u: "member", w: "workspace", c: "conversation", live: "conversation" } as const;

/** Reads a topic of ours (contract.md), or null. */
export function readTopic(topic: string): TopicTarget | null {
  const match = /^private-(u|w|c|live)\.([0-9a-f-]{36})$/.exec(topic);
  const kind = Object.entries(KINDS).find(([name]) => name === match?.[1])?.[1];
  const id = Id.safeParse(match?.[2]);
  return kind && id.success ? { kind, id: id.data } : null;
}
