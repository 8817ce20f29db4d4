import type { TxCtx } from "@/lib/ctx";
import { findAudiences, findReaders } from "@/lib/sources/audiences/queries";
import type { CitationDto, MessageDto } from "../schema";
import { withoutCitations } from "./rules";

/**
 * The same messages, each with the citations that everybody who reads it may still read. That was so when the answer was given; since then
 * somebody may have come, a document may have been kept for fewer, or deleted. The same for every reader, so that it may also go out in
 * events. Costs nothing where nothing is cited.
 */
export async function withReadableCitations(tx: TxCtx, messages: MessageDto[]): Promise<MessageDto[]> {
  const citing = messages.filter(({ citations }) => citations.length > 0);
  const hidden = new Map<MessageDto, CitationDto[]>();
  for (const [conversationId, group] of Map.groupBy(citing, (message) => message.conversationId)) {
    const cited = group.flatMap(({ citations }) => citations);
    const readable = new Set(await keepReadable(tx, conversationId, cited));
    for (const message of group)
      hidden.set(
        message,
        message.citations.filter((citation) => !readable.has(citation)),
      );
  }
  return messages.map((message) => withoutCitations(message, hidden.get(message) ?? []));
}

type Place = Pick<CitationDto, "sourceId" | "anchor">;

/** Of places in sources, those that everybody who reads a conversation may read, and that are still there. */
export async function keepReadable<P extends Place>(
  tx: TxCtx,
  conversationId: string,
  places: P[],
): Promise<P[]> {
  if (places.length === 0) return places;
  const audiences = await findAudiences(tx, await findReaders(tx, conversationId, null));
  const sources = await tx.db.source.findMany({
    where: {
      workspaceId: tx.workspaceId,
      subjectId: { in: places.map(({ sourceId }) => sourceId) },
      audienceId: { in: audiences },
      deletedAt: null,
    },
    select: { subjectId: true },
  });
  const readable = new Set(sources.map(({ subjectId }) => subjectId));
  const said = await findSaid(tx, places);
  return places.filter(
    ({ sourceId, anchor }) =>
      readable.has(sourceId) && (anchor.kind !== "message" || said.has(anchor.messageId)),
  );
}

/** Of the messages among these places, those that are still there. */
async function findSaid(tx: TxCtx, places: Place[]): Promise<Set<string>> {
  const ids = places.flatMap(({ anchor }) => (anchor.kind === "message" ? [anchor.messageId] : []));
  const rows = await tx.db.message.findMany({
    where: { workspaceId: tx.workspaceId, id: { in: ids }, deletedAt: null },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}
