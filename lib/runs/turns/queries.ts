import type { PromptPassage } from "@/lib/adapters/models/port";
import { getAssistant } from "@/lib/assistants/queries";
import { getConversation } from "@/lib/conversations/queries";
import { notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import { findMessageDtos } from "@/lib/messages/queries";
import { type Engine, findEngines } from "@/lib/models/queries";
import { findReaders, type Readers } from "@/lib/sources/audiences/queries";
import { type Found, type FoundPassage, searchPassages } from "@/lib/sources/queries";
import { contextOf, questionTerms } from "@/lib/sources/terms/rules";
import type { Meaning } from "@/lib/sources/vectors/schema";
import type { Message, Prisma, Run } from "@/prisma/generated/client";
import type { CitablePassage } from "../citations/rules";
import { excerptOf, type Turn, withoutMention } from "../prompt/rules";
import { findPlaces } from "../scopes/queries";
import { findSaidLines } from "../seconds/queries";
import type { SaidLine } from "../seconds/rules";

/** Everything that an answer needs, read in one transaction before any engine is asked. */
export type TurnMaterial = {
  assistant: { id: string; name: string };
  question: string;
  turns: Turn[];
  isShared: boolean;
  readers: Readers;
  /** The ids of what is searched; null: everything. */
  within: string[] | null;
  found: Found;
  /** The same passages, as engines are given them and as their quotes are checked. */
  prompted: PromptPassage[];
  citable: CitablePassage[];
  /** Those of them that address assistants. */
  instructions: FoundPassage[];
  engines: [Engine, ...Engine[]];
  /** A chat without a name gets one from its first question. */
  wantsTitle: boolean;
};

const MOST_PASSAGES = 10;
const MOST_TURNS = 40;
const LONGEST_EXCERPT = 2_000;
const LONGEST_TURN = 8_000;

export async function findTurnMaterial(tx: TxCtx, run: Run, meaning: Meaning | null): Promise<TurnMaterial> {
  const { conversation } = await getConversation(tx, run.conversationId);
  const { assistant, asked, before, question, context } = await findAsked(tx, run);
  const readers = await findReaders(tx, conversation.id, run.askedById);
  const within = await findPlaces(tx, run);
  const search = {
    question,
    context,
    meaning,
    readers,
    questionId: asked.id,
    within,
    limit: MOST_PASSAGES,
  };
  const found = await searchPassages(tx, search);
  // Found by meaning, a passage may answer without a word of the question: a model can tell, and Quotes only is not given it.
  const used = found.isEnough || found.byMeaning ? found.passages : [];
  const terms = questionTerms(question);
  const said = await findSaidLines(tx, used);
  return {
    assistant,
    question,
    turns: before.map(toTurn),
    isShared: readers.everybody || readers.people.length > 1,
    readers,
    within,
    found,
    prompted: used.map((passage, index) => toPrompted(passage, index + 1, terms)),
    citable: used.map((passage, index) => toCitable(passage, index + 1, said.get(passage.id))),
    instructions: used.filter(({ isInstruction }) => isInstruction),
    engines: await findEngines(tx, { conversationModelId: run.modelId ?? conversation.modelId }),
    wantsTitle: conversation.kind === "chat" && conversation.name === null,
  };
}

/** What is asked, with the question before it that it leans on: one text to be compared by meaning. */
export async function findTextOfQuestion(tx: TxCtx, run: Run): Promise<string> {
  const { question, context } = await findAsked(tx, run);
  return context ? `${context}\n${question}` : question;
}

async function findAsked(tx: TxCtx, run: Run) {
  const assistant = await getAssistant(tx, run.assistantId);
  const asked = run.questionId ? await findMessage(tx, run.questionId) : null;
  if (!asked) throw notFound("question");
  const before = await listTurns(tx, asked, run);
  const question = withoutMention(asked.body, assistant.name);
  const earlier = before.filter(({ senderId, role }) => role === "user" && senderId === asked.senderId);
  const context = contextOf(
    question,
    earlier.map(({ body }) => withoutMention(body, assistant.name)),
  );
  return { assistant, asked, before, question, context };
}

type Said = Message & { sender: { name: string } };

function findMessage(tx: TxCtx, id: string): Promise<Message | null> {
  return tx.db.message.findFirst({ where: { workspaceId: tx.workspaceId, id, deletedAt: null } });
}

/** What was said before the question, where it was asked: in the conversation, or in its thread. Oldest first. */
async function listTurns(tx: TxCtx, question: Message, run: Run): Promise<Said[]> {
  const said: Prisma.MessageWhereInput = {
    workspaceId: tx.workspaceId,
    conversationId: question.conversationId,
    deletedAt: null,
    type: { notIn: ["event", "report"] }, // what is posted is read where it stands: not everybody may by now
    status: { not: "streaming" },
    body: { not: "" },
    NOT: { id: run.messageId },
  };
  const thread = question.parentId
    ? {
        OR: [
          { id: question.parentId },
          { parentId: question.parentId, replySeq: { lt: question.replySeq ?? 0 } },
        ],
      }
    : { seq: { lt: question.seq ?? 0 } };
  const rows = await tx.db.message.findMany({
    where: { ...said, ...thread },
    include: { sender: { select: { name: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST_TURNS,
  });
  return withoutHidden(tx, rows.reverse());
}

/** Earlier answers quote only what everybody here may still read: what was hidden from a reader since is hidden from the prompt. */
async function withoutHidden(tx: TxCtx, said: Said[]): Promise<Said[]> {
  const answers = said.filter(({ role }) => role === "assistant").map(({ id }) => id);
  const readable = await findMessageDtos(tx, answers);
  return said
    .map((one) => ({ ...one, body: readable.get(one.id)?.body ?? one.body }))
    .filter(({ body }) => body !== "");
}

function toTurn({ role, sender, body }: Said): Turn {
  return {
    role: role === "assistant" ? "assistant" : "user",
    author: sender.name,
    text: body.slice(0, LONGEST_TURN).toWellFormed(),
  };
}

function toPrompted(passage: FoundPassage, n: number, terms: string[]): PromptPassage {
  const day = passage.saidAt.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return {
    n,
    title: passage.title,
    place: passage.author ? `${passage.author}, ${day}` : day,
    text: excerptOf(passage.text, terms, LONGEST_EXCERPT),
    date: passage.saidAt.toISOString(),
    kind: passage.sourceType === "conversation" ? "message" : passage.sourceType,
  };
}

function toCitable(
  { sourceType, sourceId, version, anchor: place, title, text, author }: FoundPassage,
  n: number,
  said: SaidLine[] | undefined,
): CitablePassage {
  const anchor = place.kind === "message" && author ? { ...place, author } : place;
  return { n, sourceType, sourceId, version, anchor, title, text, said };
}
