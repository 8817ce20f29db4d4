import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import { indexMessage } from "../commands";
import { passagesChanged } from "../events";

const LINES = 100;

/**
 * Makes the index follow a conversation: whatever its log says was written, edited or deleted since the last time. A hundred lines in a
 * transaction, however many messages; called late, twice or out of order it comes to the same. Returns how many lines it read. Emits
 * nothing. Exempt from audit: it derives, and changes nothing that people see.
 */
export async function followConversation(ctx: Ctx, conversationId: string): Promise<number> {
  for (let total = 0; ; ) {
    const read = await transaction(ctx, (tx) => followLines(tx, conversationId));
    total += read;
    if (read < LINES) return total;
  }
}

async function followLines(tx: TxCtx, conversationId: string): Promise<number> {
  const ofConversation = { workspaceId: tx.workspaceId, type: "conversation", subjectId: conversationId };
  const [source] = await tx.db.$queryRaw<{ indexedSeq: number }[]>`
    select "indexedSeq" from "Source"
    where "workspaceId" = ${tx.workspaceId}::uuid and type = 'conversation' and "subjectId" = ${conversationId}::uuid for update`;
  const lines = await tx.db.conversationEvent.findMany({
    where: { workspaceId: tx.workspaceId, conversationId, seq: { gt: source?.indexedSeq ?? 0 } },
    select: { seq: true, kind: true, messageId: true },
    orderBy: { seq: "asc" },
    take: LINES,
  });
  const changed = new Set(
    lines.flatMap(({ kind, messageId }) => (CHANGES_TEXT.has(kind) && messageId) || []),
  );
  for (const messageId of changed) await indexMessage(tx, messageId);
  if (changed.size > 0 && tx.embeddings.embedder()) await enqueue(tx, passagesChanged({}));
  const last = lines.at(-1);
  // The first message that is worth it made the source. Without one there is nothing to remember.
  if (last) await tx.db.source.updateMany({ where: ofConversation, data: { indexedSeq: last.seq } });
  return lines.length;
}

const CHANGES_TEXT = new Set(["message.created", "message.updated", "message.deleted"]);
