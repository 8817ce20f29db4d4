import { visibleConversations } from "@/lib/conversations/policy";
import type { TxCtx } from "@/lib/ctx";
import { keepReadable } from "../citations/queries";
import { CitationDto } from "../schema";
import type { FeedbackDto } from "./schema";

const NEWEST = 50;

/** What readers think of quotes: numbers over all, and the newest that did not help where the actor may read answer and source. */
export async function getFeedback(tx: TxCtx): Promise<FeedbackDto> {
  const { workspaceId } = tx;
  const counts = await tx.db.citationFeedback.groupBy({
    by: ["isHelpful"],
    where: { workspaceId },
    _count: true,
  });
  const countOf = (isHelpful: boolean) => counts.find((row) => row.isHelpful === isHelpful)?._count ?? 0;
  const rows = await tx.db.citationFeedback.findMany({
    where: {
      workspaceId,
      isHelpful: false,
      citation: { message: { deletedAt: null, conversation: visibleConversations(tx) } },
    },
    include: {
      citation: { include: { message: { select: { conversationId: true } } } },
      member: { select: { name: true } },
    },
    orderBy: [{ createdAt: "desc" }, { messageId: "desc" }, { n: "asc" }, { memberId: "asc" }],
    take: NEWEST,
  });
  const items = rows.map(({ citation, member, createdAt, messageId }) => ({
    ...{ messageId, conversationId: citation.message.conversationId },
    n: citation.n,
    sourceType: CitationDto.shape.sourceType.parse(citation.sourceType),
    sourceId: citation.sourceId,
    version: citation.version,
    anchor: CitationDto.shape.anchor.parse(citation.anchor),
    title: citation.title,
    quote: citation.quote,
    by: member.name,
    createdAt: createdAt.toISOString(),
  }));
  return { helpful: countOf(true), unhelpful: countOf(false), items: await readableOf(tx, items) };
}

async function readableOf(tx: TxCtx, items: FeedbackDto["items"]): Promise<FeedbackDto["items"]> {
  const readable = new Set<FeedbackDto["items"][number]>();
  for (const [conversationId, group] of Map.groupBy(items, (item) => item.conversationId))
    for (const item of await keepReadable(tx, conversationId, group)) readable.add(item);
  return items.filter((item) => readable.has(item));
}
