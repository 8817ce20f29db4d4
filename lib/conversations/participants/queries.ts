import { cursorId } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import type { Member, Participant } from "@/prisma/generated/client";
import { getConversation, toParticipantDto } from "../queries";
import type { ParticipantDto } from "../schema";

export async function getParticipant(
  tx: TxCtx,
  conversationId: string,
  memberId: string,
): Promise<Participant & { member: Member }> {
  const row = await tx.db.participant.findFirst({
    where: { workspaceId: tx.workspaceId, conversationId, memberId },
    include: { member: true },
  });
  if (!row) throw notFound("participant");
  return row;
}

/** Who is in a conversation that the actor may see, by the order of their ids. */
export async function listParticipants(
  tx: TxCtx,
  conversationId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<{ items: ParticipantDto[]; nextCursor: string | null }> {
  const after = cursorId(page.cursor);
  await getConversation(tx, conversationId);
  const rows = await tx.db.participant.findMany({
    where: {
      workspaceId: tx.workspaceId,
      conversationId,
      ...(after ? { memberId: { gt: after } } : {}),
    },
    include: { member: true },
    orderBy: { memberId: "asc" },
    take: page.limit + 1,
  });
  const items = rows.slice(0, page.limit).map(toParticipantDto);
  return { items, nextCursor: rows.length > page.limit ? (items.at(-1)?.memberId ?? null) : null };
}
