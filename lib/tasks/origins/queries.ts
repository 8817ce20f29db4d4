import { invalid, isAppError } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import { getDocument } from "@/lib/documents/queries";
import { getMessage } from "@/lib/messages/queries";
import { AnchorDto, type CitationDto } from "@/lib/messages/schema";
import { listNotesAsSaid } from "@/lib/recordings/notes/queries";
import { getRecording } from "@/lib/recordings/queries";
import type { Segment } from "@/lib/recordings/reports/extract/rules";
import { locate } from "@/lib/recordings/reports/rules";
import { listShown } from "@/lib/recordings/transcripts/queries";
import { findQuote } from "@/lib/sources/quotes/rules";
import type { TaskOrigin } from "../schema";

/** A quote that was found where it is said to stand. */
export type Origin = Pick<CitationDto, "sourceType" | "sourceId" | "version" | "anchor" | "title" | "quote">;

/** Who may read the place: an audience of its own, or a conversation, which has one once it is asked for. */
export type Placed = Found & {
  /** The answer that quotes it, where it was made of one. */
  answerId: string | null;
};
type Found = { origin: Origin; readers: { audienceId: string } | { conversationId: string } };

const LONGEST = 1_000;

/** Finds the words of a task where they stand. Throws INVALID by the field for what is not there, or not the actor's to read. */
export async function placeOrigin(tx: TxCtx, input: TaskOrigin): Promise<Placed> {
  const found = await findOrigin(tx, input);
  const answerId = input.answerId ?? null;
  if (answerId) await requireQuotedIn(tx, answerId, found.origin);
  return { ...found, answerId };
}

async function findOrigin(tx: TxCtx, input: TaskOrigin): Promise<Found> {
  const { messageId, recordingId, documentId, quote, atMs = 0 } = input;
  const ids = Object.entries({ messageId, recordingId, documentId }).filter(([, id]) => id !== undefined);
  const [, second] = ids;
  if (ids.length !== 1)
    throw invalid(second ? `source.${second[0]}` : "source", "Name one message, recording or document.");
  if (messageId) return known("source.messageId", () => placeInMessage(tx, messageId, quote ?? null));
  if (recordingId)
    return known("source.recordingId", () => placeInRecording(tx, recordingId, { quote, atMs }));
  return known("source.documentId", () => placeInDocument(tx, documentId ?? "", quote ?? null));
}

/** Nothing is shown under an answer but what it quotes. */
async function requireQuotedIn(tx: TxCtx, answerId: string, { sourceType, sourceId }: Origin): Promise<void> {
  const { row } = await known("source.answerId", () => getMessage(tx, answerId));
  const isQuoted = row.citations.some(
    (citation) => citation.sourceType === sourceType && citation.sourceId === sourceId,
  );
  if (!isQuoted) throw invalid("source.answerId", "This answer does not quote it.");
}

async function known<T>(field: string, work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    throw isAppError(error, "NOT_FOUND") ? invalid(field, "There is no such thing.") : error;
  });
}

async function placeInMessage(tx: TxCtx, messageId: string, quote: string | null): Promise<Found> {
  const { row } = await getMessage(tx, messageId);
  const found = quote === null ? wholeOf(row.body) : findQuote(row.body, quote)?.quote;
  if (!found) throw notThere();
  const conversation = await tx.db.conversation.findFirstOrThrow({
    where: { workspaceId: tx.workspaceId, id: row.conversationId },
    select: { kind: true, name: true },
  });
  const author = await tx.db.member.findFirst({
    where: { workspaceId: tx.workspaceId, id: row.senderId },
    select: { name: true },
  });
  const seq = row.seq ?? (await seqOf(tx, row.parentId)) ?? 0;
  return {
    readers: { conversationId: row.conversationId },
    origin: {
      sourceType: "conversation",
      sourceId: row.conversationId,
      version: 1,
      anchor: {
        kind: "message",
        conversationId: row.conversationId,
        messageId,
        seq,
        ...(author ? { author: author.name } : {}),
      },
      title:
        conversation.kind === "channel" ? `#${conversation.name}` : (conversation.name ?? author?.name ?? ""),
      quote: found,
    },
  };
}

/** A reply stands where its thread does. */
async function seqOf(tx: TxCtx, parentId: string | null): Promise<number | null> {
  if (parentId === null) return null;
  const parent = await tx.db.message.findFirst({
    where: { workspaceId: tx.workspaceId, id: parentId },
    select: { seq: true },
  });
  return parent?.seq ?? null;
}

function wholeOf(body: string): string | null {
  return body.trim().slice(0, LONGEST).toWellFormed() || null;
}

async function placeInRecording(
  tx: TxCtx,
  recordingId: string,
  { quote, atMs }: { quote: string | undefined; atMs: number },
): Promise<Found> {
  const { title, audienceId, revision } = await getRecording(tx, recordingId);
  if (quote === undefined) throw unsaid();
  // What was said and what was noted are each read by itself: no quote runs from one into the other.
  const read = [await listShown(tx, recordingId), await listNotesAsSaid(tx, recordingId)];
  const fromThere = read.map((segments) => segments.filter(({ endMs }) => endMs > atMs));
  const found = firstOf(fromThere, quote) ?? firstOf(read, quote);
  const [first] = found?.segments ?? [];
  if (!found || !first) throw notThere();
  const endMs = found.segments.reduce((latest, segment) => Math.max(latest, segment.endMs), first.endMs);
  return {
    readers: { audienceId },
    origin: {
      sourceType: "recording",
      sourceId: recordingId,
      version: revision,
      anchor: { kind: "time", startMs: first.startMs, endMs },
      title,
      quote: found.quote,
    },
  };
}

/** Where the quote stands first. */
function firstOf(read: Segment[][], quote: string) {
  const beginsAt = ({ segments }: { segments: Segment[] }) => segments[0]?.startMs ?? 0;
  const found = read.flatMap((segments) => locate(segments, quote) ?? []);
  return found.toSorted((a, b) => beginsAt(a) - beginsAt(b))[0];
}

async function placeInDocument(tx: TxCtx, documentId: string, quote: string | null): Promise<Found> {
  const { title, audienceId } = await getDocument(tx, documentId);
  if (quote === null) throw unsaid();
  const passages = await tx.db.passage.findMany({
    where: {
      workspaceId: tx.workspaceId,
      source: { type: "document", subjectId: documentId, status: "ready", deletedAt: null },
    },
    include: { source: { select: { version: true } } },
    orderBy: { ordinal: "asc" },
  });
  for (const { text, anchor, source } of passages) {
    const found = findQuote(text, quote);
    if (!found) continue;
    return {
      readers: { audienceId },
      origin: {
        sourceType: "document",
        sourceId: documentId,
        version: source.version,
        anchor: AnchorDto.parse(anchor),
        title,
        quote: found.quote,
      },
    };
  }
  throw notThere();
}

function notThere() {
  return invalid("source.quote", "These words do not stand there.");
}

/** Only a message is quoted as a whole. */
function unsaid() {
  return invalid("source.quote", "Say which words it came from.");
}
