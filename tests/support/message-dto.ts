import { newId } from "@/lib/core/ids";
import type { MessageDto } from "@/lib/messages/schema";

/** A message as a browser is told of it. */
export function messageDto(more: Partial<MessageDto> = {}): MessageDto {
  return {
    id: newId(),
    conversationId: newId(),
    seq: 1,
    replySeq: null,
    clientId: newId(),
    type: "text",
    role: "user",
    author: { kind: "person", id: newId(), name: "Ana" },
    body: `message ${more.seq ?? 1}`,
    files: [],
    event: null,
    parentId: null,
    mentions: [],
    mentionsAll: false,
    reactions: [],
    citations: [],
    erasedQuotes: [],
    runId: null,
    recordingId: null,
    status: "complete",
    replyCount: 0,
    pinnedAt: null,
    tokens: null,
    costMicros: null,
    createdAt: new Date(0).toISOString(),
    editedAt: null,
    deletedAt: null,
    ...more,
  };
}
