import { createUIMessageStreamResponse, type UIMessageChunk } from "ai";
import { toSnake } from "@/lib/core/case";
import { SECOND } from "@/lib/core/clock";
import { AppError, isAppError } from "@/lib/core/errors";
import { type Ctx, read, type TxCtx } from "@/lib/ctx";
import { keepReadable } from "@/lib/messages/citations/queries";
import { withoutCitations } from "@/lib/messages/citations/rules";
import { getMessageDto } from "@/lib/messages/queries";
import type { CitationDto } from "@/lib/messages/schema";
import type { Run } from "@/prisma/generated/client";
import { foldLog, listStretches } from "../log/queries";
import { getRun, toRunDto } from "../queries";
import { isEnded, snapshotOf } from "../rules";
import { RunPart } from "../schema";

const POLL_MS = 120;
const KEEP_ALIVE_MS = 15 * SECOND;
/** Ends before the platform would cut it; the reader goes on from its cursor. */
const TAIL_MS = 240 * SECOND;

type Tail = { runId: string; cursor: number; signal?: AbortSignal; tailMs?: number };

/**
 * A run as a UI message stream: what its log holds after the cursor, then what comes, to the end of the answer or of our time. After each
 * batch stands the cursor to go on from. Whether the reader may still read is asked with every batch. Throws NOT_FOUND, and GONE
 * when the log was erased and the cursor is not 0.
 */
export async function streamRun(ctx: Ctx, tail: Tail): Promise<Response> {
  const first = await read(ctx, (tx) => readBatch(tx, tail.runId, tail.cursor));
  return respond(tail.runId, follow(ctx, tail, first));
}

/** A UI message stream of chunks, as every answer is sent. */
export function respond(runId: string, chunks: ReadableStream<UIMessageChunk>): Response {
  const response = createUIMessageStreamResponse({ stream: chunks, keepAliveMs: KEEP_ALIVE_MS });
  response.headers.set("x-run-id", runId);
  response.headers.set("cache-control", "private, no-store");
  return response;
}

/** A part as it leaves: inside of our own data, keys are snake_case. */
export function toChunk(part: RunPart): UIMessageChunk {
  return toSnake(RunPart, part) as UIMessageChunk; // a RunPart is one by its shape
}

export function cursorChunk(cursor: number): UIMessageChunk {
  return { type: "data-cursor", transient: true, data: { cursor } };
}

type Batch = { messageId: string; parts: RunPart[]; cursor: number; isOver: boolean };

function follow(
  ctx: Ctx,
  { runId, signal, tailMs = TAIL_MS }: Tail,
  first: Batch,
): ReadableStream<UIMessageChunk> {
  let isGone = false;
  return new ReadableStream({
    async start(controller) {
      const until = performance.now() + tailMs;
      const isDone = () => isGone || signal?.aborted === true;
      try {
        controller.enqueue({ type: "start", messageId: first.messageId });
        for (let batch = first; ; batch = await read(ctx, (tx) => readBatch(tx, runId, batch.cursor))) {
          if (isDone()) return;
          for (const part of batch.parts) controller.enqueue(toChunk(part));
          if (batch.parts.length > 0 || batch === first) controller.enqueue(cursorChunk(batch.cursor));
          if (batch.isOver) controller.enqueue({ type: "finish" });
          if (batch.isOver || performance.now() > until) return controller.close();
          await pause(POLL_MS);
        }
      } catch (error) {
        if (isDone()) return;
        // Access was lost meanwhile, or the database: the reader asks again and is told by a status.
        const errorText = isAppError(error) ? error.message : "The stream broke off.";
        controller.enqueue({ type: "error", errorText });
        controller.close();
      }
    },
    cancel() {
      isGone = true;
    },
  });
}

async function readBatch(tx: TxCtx, runId: string, cursor: number): Promise<Batch> {
  const { run } = await getRun(tx, runId);
  const { messageId, eventSeq, status } = toRunDto(run);
  if (await isDeleted(tx, messageId)) return { messageId, parts: ERASED, cursor: eventSeq, isOver: true };
  const stretches = await listStretches(tx, runId, cursor);
  const first = stretches[0];
  // The answer may have been over, erased and continued since: then its log begins anew with all there is.
  const isWhole = first
    ? first.from <= cursor + 1 || first.parts[0]?.type === "reset-step"
    : cursor >= eventSeq;
  if (!isWhole) return { ...(await fromMessage(tx, { messageId, eventSeq, status, cursor })), messageId };
  const logged = stretches.flatMap(({ from, parts }) => parts.slice(Math.max(0, cursor + 1 - from)));
  const reached = stretches.at(-1)?.to ?? cursor;
  const parts = logged.length > 0 ? await withoutHidden(tx, run, logged) : logged;
  return { messageId, parts, cursor: reached, isOver: isEnded(status) && reached >= eventSeq };
}

/** What a deleted answer said must not be read from its log. */
const ERASED: RunPart[] = [
  { type: "reset-step" },
  { type: "data-end", data: { status: "stopped", error: "This answer was deleted." } },
];

async function isDeleted(tx: TxCtx, messageId: string): Promise<boolean> {
  const where = { workspaceId: tx.workspaceId, id: messageId, deletedAt: null };
  return (await tx.db.message.count({ where })) === 0;
}

/**
 * The log keeps what was quoted for an hour; meanwhile somebody may have come, a document may have been kept for fewer, a message deleted.
 * Where the answer so far quotes what not everybody who reads it may read, it is told anew without that, as its message shows it.
 */
async function withoutHidden(
  tx: TxCtx,
  { id, conversationId }: Pick<Run, "id" | "conversationId">,
  parts: RunPart[],
): Promise<RunPart[]> {
  const answer = await foldLog(tx, id);
  const readable = new Set(await keepReadable(tx, conversationId, answer.citations));
  const hidden = answer.citations.filter((citation: CitationDto) => !readable.has(citation));
  if (hidden.length === 0) return parts;
  const { body: text, citations } = withoutCitations(
    { body: answer.text, citations: answer.citations },
    hidden,
  );
  return [
    ...snapshotOf({ text, citations }),
    ...parts.filter(({ type }) => type === "data-status" || type === "data-end"),
  ];
}

type Erased = {
  messageId: string;
  eventSeq: number;
  status: ReturnType<typeof toRunDto>["status"];
  cursor: number;
};

/** An answer whose log was erased, from its message. */
async function fromMessage(
  tx: TxCtx,
  { messageId, eventSeq, status, cursor }: Erased,
): Promise<Omit<Batch, "messageId">> {
  if (cursor > 0 || !isEnded(status))
    throw new AppError("GONE", "These steps were erased. Begin again at cursor 0.");
  const { body, citations } = await getMessageDto(tx, messageId);
  const end: RunPart = { type: "data-end", data: { status, error: null } };
  return { parts: [...snapshotOf({ text: body, citations }), end], cursor: eventSeq, isOver: true };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
