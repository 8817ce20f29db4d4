import { forbidden, notFound } from "@/lib/core/errors";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { CitationDto } from "@/lib/messages/schema";
import type { PinnedQuestion } from "@/prisma/generated/client";
import { findAudiences, findReader, type Readers } from "../audiences/queries";
import { searchPassages } from "../queries";
import type { Meaning } from "../vectors/schema";
import { rankOf } from "./rules";
import { MOST_PINS, type PinDto, type PinScoresDto, RANKED } from "./schema";

/** Pinned questions, newest first: those whose source the actor may read, for a question tells what is in it. */
export async function listPins(tx: TxCtx): Promise<PinDto[]> {
  const rows = await tx.db.pinnedQuestion.findMany({
    where: { workspaceId: tx.workspaceId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST_PINS,
  });
  const titles = await findTitles(
    tx,
    rows.map(({ sourceId }) => sourceId),
  );
  return rows.flatMap((row) => {
    const title = titles.get(row.sourceId);
    return title === undefined ? [] : [toPinDto(row, title)];
  });
}

export async function getPin(tx: TxCtx, pinId: string): Promise<PinDto> {
  const row = await tx.db.pinnedQuestion.findFirst({ where: { workspaceId: tx.workspaceId, id: pinId } });
  if (!row) throw notFound("pinned question");
  const title = (await findTitles(tx, [row.sourceId])).get(row.sourceId);
  if (title === undefined) throw notFound("pinned question");
  return toPinDto(row, title);
}

export type ScoredPin = PinScoresDto["items"][number];

/** Where one pinned question finds its source now, for the actor alone. */
export async function scorePin(tx: TxCtx, pin: PinDto, meaning: Meaning | null): Promise<ScoredPin> {
  const search = { question: pin.question, meaning, readers: await readerOf(tx), questionId: null };
  const { passages, isEnough } = await searchPassages(tx, { ...search, limit: RANKED });
  const [first] = passages;
  return {
    pinId: pin.id,
    rank: rankOf(pin.sourceId, passages),
    isEnough,
    first: first && first.sourceId !== pin.sourceId ? first.title : null,
  };
}

/** What sources that the actor may read are called, by the ids of conversations, documents or recordings. */
export async function findTitles(tx: TxCtx, subjectIds: string[]): Promise<Map<string, string>> {
  const audiences = await findAudiences(tx, await readerOf(tx));
  const { workspaceId } = tx;
  const sources = await tx.db.source.findMany({
    where: {
      workspaceId,
      subjectId: { in: subjectIds },
      audienceId: { in: audiences },
      status: "ready",
      deletedAt: null,
    },
    select: { subjectId: true, type: true, title: true },
  });
  const conversations = await tx.db.conversation.findMany({
    where: { workspaceId, id: { in: sources.map(({ subjectId }) => subjectId) } },
    select: { id: true, kind: true, name: true },
  });
  const names = new Map(
    conversations.map(({ id, kind, name }) => [id, kind === "channel" ? `#${name ?? ""}` : (name ?? "")]),
  );
  return new Map(sources.map(({ subjectId, title }) => [subjectId, names.get(subjectId) ?? title]));
}

async function readerOf(tx: TxCtx): Promise<Readers> {
  const memberId = actorMemberId(tx);
  if (!memberId) throw forbidden("Only members ask.");
  return findReader(tx, memberId);
}

function toPinDto({ id, question, sourceType, sourceId, createdAt }: PinnedQuestion, title: string): PinDto {
  return {
    id,
    question,
    sourceType: CitationDto.shape.sourceType.parse(sourceType),
    sourceId,
    title,
    createdAt: createdAt.toISOString(),
  };
}
