import { getConversation, type Viewed } from "@/lib/conversations/queries";
import { isAppError, notFound } from "@/lib/core/errors";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { keepReadable } from "@/lib/messages/citations/queries";
import { getMessageDto } from "@/lib/messages/queries";
import type { CitationDto } from "@/lib/messages/schema";
import { findReader, findReaders } from "@/lib/sources/audiences/queries";
import { searchPassages } from "@/lib/sources/queries";
import type { Message, Prisma, Run } from "@/prisma/generated/client";
import { type AnswerDto, ReceiptDto, type RunDto, type RunForViewer, RunStatus } from "./schema";
import { findPlaces } from "./scopes/queries";

/** A run of a conversation that the actor may see, else NOT_FOUND. */
export async function getRun(tx: TxCtx, runId: string): Promise<{ run: Run; viewed: Viewed }> {
  const run = await tx.db.run.findFirst({ where: { workspaceId: tx.workspaceId, id: runId } });
  if (!run) throw notFound("run");
  // A conversation that the actor may not see must answer as a run that does not exist.
  const viewed = await getConversation(tx, run.conversationId).catch((error: unknown) => {
    throw isAppError(error, "NOT_FOUND") ? notFound("run") : error;
  });
  return { run, viewed };
}

/** A run as the actor reads it: its asker, alone, is told whether there is more that only they may read. */
export async function getRunForViewer(tx: TxCtx, runId: string): Promise<RunForViewer> {
  const { run } = await getRun(tx, runId);
  const isAsker = run.askedById !== null && run.askedById === actorMemberId(tx);
  return {
    ...(await readableRun(tx, run)),
    privateMore: isAsker && run.endedAt ? await hasPrivateMore(tx, run) : null,
  };
}

/** A run without what its receipt names of sources that not everybody who reads the answer may read by now. */
export async function readableRun(tx: TxCtx, run: Run): Promise<RunDto> {
  const dto = toRunDto(run);
  return { ...dto, receipt: dto.receipt && { ...dto.receipt, ...(await readablePlaces(tx, dto)) } };
}

/** What a receipt names of sources, as far as everybody who reads the answer may still read it. */
async function readablePlaces(tx: TxCtx, { conversationId, receipt }: RunDto) {
  return {
    nearest: await keepReadable(tx, conversationId, receipt?.nearest ?? []),
    instructions: await keepReadable(tx, conversationId, receipt?.instructions ?? []),
  };
}

/** An answer as a client reads it that asked and waited. */
export async function getAnswer(tx: TxCtx, runId: string): Promise<AnswerDto> {
  const { run } = await getRun(tx, runId);
  const dto = toRunDto(run);
  const { conversationId, messageId, status } = dto;
  const { body, citations } = await getMessageDto(tx, messageId);
  return {
    ...{ answer: body, conversationId, messageId, runId, status },
    citations: citations.map((citation) => ({ ...citation, ...placeOf(citation.anchor) })),
    refused: dto.receipt?.notInSources ?? false,
    ...(await readablePlaces(tx, dto)),
  };
}

function placeOf(anchor: CitationDto["anchor"]): { page?: number; startMs?: number; seq?: number } {
  if (anchor.kind === "page") return { page: anchor.page };
  if (anchor.kind === "time") return { startMs: anchor.startMs };
  return anchor.kind === "message" ? { seq: anchor.seq } : {};
}

/** What a person wrote in a conversation, still there: the only thing that can be asked. */
function asked(tx: TxCtx, conversationId: string): Prisma.MessageWhereInput {
  return {
    workspaceId: tx.workspaceId,
    conversationId,
    role: "user",
    deletedAt: null,
    type: { notIn: ["event", "report"] },
  };
}

export function findQuestion(tx: TxCtx, conversationId: string, messageId: string): Promise<Message | null> {
  return tx.db.message.findFirst({ where: { ...asked(tx, conversationId), id: messageId } });
}

/** The newest top-level message of a person. */
export function findNewestQuestion(tx: TxCtx, conversationId: string): Promise<Message | null> {
  return tx.db.message.findFirst({
    where: { ...asked(tx, conversationId), seq: { not: null } },
    orderBy: { seq: "desc" },
  });
}

const NEAREST = 8;

/** Asked only when the asker looks, so that nobody else can tell by a count, a hint, or a longer wait. */
async function hasPrivateMore(tx: TxCtx, run: Run): Promise<boolean> {
  if (!run.questionId || !run.askedById) return false;
  const question = await tx.db.message.findFirst({
    where: { workspaceId: tx.workspaceId, id: run.questionId, deletedAt: null },
    select: { id: true, body: true },
  });
  if (!question) return false;
  const within = await findPlaces(tx, run);
  const search = { question: question.body, questionId: question.id, within, limit: NEAREST };
  const shared = await searchPassages(tx, {
    ...search,
    readers: await findReaders(tx, run.conversationId, run.askedById),
  });
  const own = await searchPassages(tx, { ...search, readers: await findReader(tx, run.askedById) });
  const known = new Set(shared.passages.map(({ id }) => id));
  return own.isEnough && own.passages.some(({ id }) => !known.has(id));
}

export function toRunDto(run: Run): RunDto {
  return {
    id: run.id,
    conversationId: run.conversationId,
    messageId: run.messageId,
    questionId: run.questionId,
    assistantId: run.assistantId,
    askedById: run.askedById,
    modelId: run.modelId,
    status: RunStatus.parse(run.status),
    eventSeq: run.eventSeq,
    receipt: run.receipt === null ? null : ReceiptDto.parse(run.receipt),
    error: run.error,
    inputTokens: run.inputTokens,
    outputTokens: run.outputTokens,
    costMicros: run.costMicros,
    stoppedById: run.stoppedById,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
  };
}
