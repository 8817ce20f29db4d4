import type { TxCtx } from "@/lib/ctx";
import { findAudiences, findReaders } from "@/lib/sources/audiences/queries";
import type { CitationDto, MessageDto } from "../schema";
import { withoutCitations } from "./rules";

/**
 * The same messages, each with the citations that everybody who reads it may still read. That was so when the answer was given; since then
 * somebody may have come, a document may have been kept for fewer, or deleted. Of a message that was deleted the place is told, and none
 * of its words. The same for every reader, so that it may also go out in events. Costs nothing where nothing is cited.
 */
export async function withReadableCitations(tx: TxCtx, messages: MessageDto[]): Promise<MessageDto[]> {
  const citing = messages.filter(({ citations }) => citations.length > 0);
  const standing = new Map<CitationDto, Standing>();
  for (const [conversationId, group] of Map.groupBy(citing, (message) => message.conversationId)) {
    const cited = group.flatMap(({ citations }) => citations);
    for (const [citation, how] of await findStanding(tx, conversationId, cited)) standing.set(citation, how);
  }
  return messages.map((message) => {
    const hidden = message.citations.filter((citation) => standing.get(citation) !== "readable");
    const erased = hidden.filter((citation) => standing.get(citation) === "erased");
    return { ...withoutCitations(message, hidden), erasedQuotes: erased.map(toErased) };
  });
}

function toErased({
  n,
  sourceType,
  sourceId,
  anchor,
  title,
}: CitationDto): MessageDto["erasedQuotes"][number] {
  return { n, sourceType, sourceId, anchor, title };
}

type Place = Pick<CitationDto, "sourceId" | "anchor">;

/** Of places in sources, those that everybody who reads a conversation may read, and that are still there. */
export async function keepReadable<P extends Place>(
  tx: TxCtx,
  conversationId: string,
  places: P[],
): Promise<P[]> {
  const standing = await findStanding(tx, conversationId, places);
  return places.filter((place) => standing.get(place) === "readable");
}

/** erased: the source may be read by all of them, and the message in it was deleted. hidden: all the rest. */
type Standing = "readable" | "erased" | "hidden";

async function findStanding<P extends Place>(
  tx: TxCtx,
  conversationId: string,
  places: P[],
): Promise<Map<P, Standing>> {
  if (places.length === 0) return new Map();
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
  return new Map(
    places.map((place) => {
      const { sourceId, anchor } = place;
      if (!readable.has(sourceId)) return [place, "hidden"];
      return [place, anchor.kind === "message" && !said.has(anchor.messageId) ? "erased" : "readable"];
    }),
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
