import type { TxCtx } from "@/lib/ctx";
import { AnchorDto, type CitationDto } from "@/lib/messages/schema";
import { addressesAssistants } from "../instructions/rules";
import type { Ranked } from "../ranking/queries";

export type FoundPassage = {
  id: string;
  score: number;
  /** What of the score is closeness; the rest is BM25. */
  closeness: number;
  /** The cosine of what it means and what is asked; null where nothing says so. */
  similarity: number | null;
  text: string;
  sourceType: CitationDto["sourceType"];
  /** The conversation, document or recording. */
  sourceId: string;
  version: number;
  anchor: CitationDto["anchor"];
  /** `#launch`, who is in a direct message, or what a document is called. */
  title: string;
  /** What it stands under in its document. */
  heading: string | null;
  /** Whether it addresses assistants: quoted as what it is, and not followed. */
  isInstruction: boolean;
  author: string | null;
  saidAt: Date;
};

export type Candidate = FoundPassage & { key: bigint; wasAsked: boolean };

/**
 * What the ranked passages say, in no order. A message is shown and quoted as it is now, not as it was indexed, and not at all once it is
 * deleted.
 */
export async function findCandidates(tx: TxCtx, ranked: Ranked[], audiences: string[]): Promise<Candidate[]> {
  const scores = new Map(ranked.map(({ key, score }) => [key, score]));
  const passages = await tx.db.passage.findMany({
    where: {
      workspaceId: tx.workspaceId,
      key: { in: [...scores.keys()] },
      audienceId: { in: audiences },
      source: { status: "ready", deletedAt: null },
    },
    include: { source: true },
  });
  const messages = await findSaid(
    tx,
    passages.filter(({ source }) => source.type === "conversation").map(({ id }) => id),
  );
  return passages.flatMap(({ id, key, source, text, heading, anchor, createdAt, ...passage }) => {
    const message = messages.get(id);
    if (source.type === "conversation" && !message) return [];
    return {
      id,
      key,
      score: scores.get(key) ?? 0,
      closeness: 0,
      similarity: null,
      text: message?.text ?? text,
      sourceType: source.type as FoundPassage["sourceType"], // written only from the enum
      sourceId: source.subjectId,
      version: source.version,
      anchor: AnchorDto.parse(anchor),
      title: message?.title ?? source.title,
      heading,
      isInstruction: passage.isInstruction || addressesAssistants(message?.text ?? ""),
      author: message?.author ?? null,
      saidAt: createdAt,
      wasAsked: message?.wasAsked ?? false,
    };
  });
}

/** What a message says, who said it and where. `wasAsked`: of an assistant. */
export type Said = { text: string; author: string; title: string; wasAsked: boolean };

/** Messages as they are now, but those that were deleted. The caller has checked that they may be read. */
export async function findSaid(tx: TxCtx, ids: string[]): Promise<Map<string, Said>> {
  const rows = await tx.db.message.findMany({
    where: { workspaceId: tx.workspaceId, id: { in: ids }, deletedAt: null },
    include: { sender: { select: { name: true } }, conversation: { select: { kind: true, name: true } } },
  });
  const places = [...new Set(rows.map(({ conversationId }) => conversationId))];
  const asked = await tx.db.run.findMany({
    where: { workspaceId: tx.workspaceId, conversationId: { in: places }, questionId: { in: ids } },
    select: { questionId: true },
  });
  const directs = rows.filter(({ conversation }) => conversation.kind === "direct");
  const people = await findPeople(
    tx,
    directs.map(({ conversationId }) => conversationId),
  );
  const questions = new Set(asked.map(({ questionId }) => questionId));
  return new Map(
    rows.map(({ id, body, sender, conversation, conversationId }) => [
      id,
      {
        text: body,
        author: sender.name,
        title: titleOf(conversation, people.get(conversationId) ?? []),
        wasAsked: questions.has(id),
      },
    ]),
  );
}

/** Who is in each of these direct messages. */
async function findPeople(tx: TxCtx, conversationIds: string[]): Promise<Map<string, string[]>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await tx.db.participant.findMany({
    where: { workspaceId: tx.workspaceId, conversationId: { in: conversationIds } },
    include: { member: { select: { name: true } } },
    orderBy: [{ joinedAt: "asc" }, { memberId: "asc" }],
  });
  const groups = Map.groupBy(rows, ({ conversationId }) => conversationId);
  return new Map([...groups].map(([id, group]) => [id, group.map(({ member }) => member.name)]));
}

function titleOf({ kind, name }: { kind: string; name: string | null }, people: string[]): string {
  if (kind === "channel") return `#${name ?? ""}`;
  if (kind === "direct") return people.join(", ");
  return name ?? "AI chat";
}
