import { Id } from "@/lib/core/ids";

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
