import type { TxCtx } from "@/lib/ctx";
import { withoutCitations } from "./rules";

/**
 * Erases for good what answers quote of messages that were deleted: the words in their rows and in what the answers say. Nobody was shown them
 * since the messages were deleted, and where they stood is still told. Once more changes nothing. Emits: none, for nobody sees it. Exempt from
 * audit: the deletion has its line.
 */
export async function eraseQuotes(tx: TxCtx, messageIds: string[]): Promise<void> {
  const { workspaceId } = tx;
  const quoting = await tx.db.$queryRaw<{ id: string; answerId: string }[]>`
    select c.id, c."messageId" as "answerId" from "Citation" c
    join "Message" m on m."workspaceId" = c."workspaceId" and m.id = (c.anchor->>'messageId')::uuid and m."conversationId" = c."sourceId"
    where c."workspaceId" = ${workspaceId}::uuid and c.anchor->>'kind' = 'message' and c.quote <> ''
      and m.id = any(${messageIds}::uuid[]) and m."deletedAt" is not null`;
  const erased = new Set(quoting.map(({ id }) => id));
  const answers = await tx.db.message.findMany({
    where: { workspaceId, id: { in: quoting.map(({ answerId }) => answerId) } },
    select: { id: true, body: true, citations: true },
  });
  for (const answer of answers) {
    const gone = answer.citations.filter(({ id }) => erased.has(id));
    const { body } = withoutCitations(answer, gone);
    await tx.db.message.update({
      where: { workspaceId_id: { workspaceId, id: answer.id } },
      data: { body },
    });
  }
  await tx.db.citation.updateMany({ where: { workspaceId, id: { in: [...erased] } }, data: { quote: "" } });
}
