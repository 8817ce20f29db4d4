import { requireCanPost } from "@/lib/conversations/policy";
import { lockConversation } from "@/lib/conversations/queries";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { replaceCitations } from "../answers/commands";
import { bumpOf, getRepeated, type Sent, toNewDto } from "../commands";
import { messageCreated } from "../events";
import { insertNumbered, type NewMessage, nextNumbers } from "../numbering/commands";
import type { CitationDto } from "../schema";

type PostReport = { conversationId: string; clientId: string; body: string; citations: CitationDto[] };

/**
 * Posts lines that quote, by the member who acts: the caller has found every quote in its source, and that everybody here may read it. It is
 * no passage of its own, so that its words are found where they were said and by those who may read them there. Once for each clientId, like
 * any message; throws CONFLICT with another text. Emits message.created, conversation.bumped (public channels).
 */
export function postReport(ctx: Ctx | TxCtx, input: PostReport): Promise<Sent> {
  return transaction(ctx, async (tx) => {
    const viewed = await lockConversation(tx, input.conversationId);
    const { conversation, viewer } = viewed;
    requireCanPost(viewer, conversation);
    const id = newId(tx.clock.now().getTime());
    const message: NewMessage = {
      id,
      conversationId: conversation.id,
      parentId: null,
      replySeq: null,
      clientId: input.clientId,
      senderId: viewer.memberId,
      recordingId: null,
      type: "report",
      role: "user",
      body: input.body,
      status: "complete",
      runId: null,
      mentionsAll: false,
      createdAt: tx.clock.now(),
    };
    const numbers = nextNumbers(conversation, message);
    const dto = { ...toNewDto(tx, message, numbers, []), citations: input.citations };
    const isNew = await insertNumbered(tx, message, numbers, [
      messageCreated({
        conversationId: conversation.id,
        messageId: id,
        eventSeq: numbers.eventSeq,
        message: dto,
      }),
      ...bumpOf(tx, conversation, numbers, viewer.memberId),
    ]);
    if (!isNew) return { message: await getRepeated(tx, viewed, input), created: false };
    await replaceCitations(tx, id, input.citations);
    return { message: dto, created: true };
  });
}
