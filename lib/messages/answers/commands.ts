import { lockConversation } from "@/lib/conversations/queries";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueueAll } from "@/lib/outbox";
import { announceChange } from "../changes/commands";
import { bumpOf, nextReplySeq } from "../commands";
import { messageCreated, messageUpdated } from "../events";
import { insertNumbered, type NewMessage, nextNumbers } from "../numbering/commands";
import { getMessageDto } from "../queries";
import type { CitationDto, MessageDto } from "../schema";

type StartAnswer = { conversationId: string; assistantId: string; runId: string; parentId?: string | null };

/** The assistant's message, empty and streaming: it takes its number when the turn starts. Emits message.created. */
export function startAnswer(ctx: Ctx | TxCtx, input: StartAnswer): Promise<MessageDto> {
  return transaction(ctx, async (tx) => {
    const { conversation } = await lockConversation(tx, input.conversationId);
    const id = newId(tx.clock.now().getTime());
    const parentId = input.parentId ?? null;
    const numbers = nextNumbers(conversation, { parentId });
    const draft: NewMessage = {
      id,
      conversationId: conversation.id,
      parentId,
      replySeq: parentId ? await nextReplySeq(tx, conversation.id, parentId) : null,
      clientId: input.runId,
      senderId: input.assistantId,
      type: "text",
      role: "assistant",
      body: "",
      status: "streaming",
      runId: input.runId,
      recordingId: null,
      mentionsAll: false,
      createdAt: tx.clock.now(),
    };
    const isNew = await insertNumbered(tx, draft, numbers, []);
    if (!isNew) throw new AppError("CONFLICT", "This answer was begun already.");
    const message = await getMessageDto(tx, id);
    await enqueueAll(tx, [
      messageCreated({ conversationId: conversation.id, messageId: id, eventSeq: numbers.eventSeq, message }),
      ...bumpOf(tx, conversation, numbers, input.assistantId),
    ]);
    return message;
  });
}

type FinishAnswer = {
  messageId: string;
  body: string;
  status: "complete" | "interrupted" | "streaming";
  citations: CitationDto[];
  tokens: number | null;
  costMicros: number | null;
};

/** Folds what was streamed into the message, with its verified citations. A message deleted meanwhile stays deleted. Emits message.updated. */
export function finishAnswer(ctx: Ctx | TxCtx, input: FinishAnswer): Promise<MessageDto> {
  return transaction(ctx, async (tx) => {
    const before = await getMessageDto(tx, input.messageId);
    await lockConversation(tx, before.conversationId);
    const { count } = await tx.db.message.updateMany({
      where: { workspaceId: tx.workspaceId, id: input.messageId, deletedAt: null },
      data: { body: input.body, status: input.status, tokens: input.tokens, costMicros: input.costMicros },
    });
    if (count === 0) return getMessageDto(tx, input.messageId);
    await replaceCitations(tx, input.messageId, input.citations);
    return announceChange(tx, before.conversationId, input.messageId, messageUpdated);
  });
}

/** Emits nothing: whoever changes the message tells of it. */
export async function replaceCitations(
  tx: TxCtx,
  messageId: string,
  citations: CitationDto[],
): Promise<void> {
  await tx.db.citation.deleteMany({ where: { workspaceId: tx.workspaceId, messageId } });
  await tx.db.citation.createMany({
    data: citations.map(({ n, sourceType, sourceId, version, anchor, title, quote }) => ({
      workspaceId: tx.workspaceId,
      id: newId(),
      messageId,
      n,
      sourceType,
      sourceId,
      version,
      anchor,
      title,
      quote,
    })),
  });
}
