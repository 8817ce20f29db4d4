import { createHash } from "node:crypto";
import type { UIMessageChunk } from "ai";
import { createConversation } from "@/lib/conversations/commands";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { actorMemberId, type Ctx, read, transaction } from "@/lib/ctx";
import { sendMessage } from "@/lib/messages/commands";
import { startRun } from "../commands";
import { getAnswer, getRun } from "../queries";
import type { AnswerDto, Ask, RunPart, StartRun } from "../schema";
import { requireScope } from "../scopes/queries";
import { cursorChunk, respond, streamRun, toChunk } from "../streams/queries";
import { type AdvanceOptions, advanceRun } from "../turns/commands";

type AskIn = StartRun & { conversationId: string; key?: string };

export type Asked = {
  response: Response;
  /** Settles when the work is over, whether or not anybody still reads: what keeps a function alive. */
  working: Promise<unknown>;
};

/**
 * Starts a run and works on it here, streaming every part to the asker the moment it is made. When the asker goes away the work goes on.
 * A run that is under way already, or over, is streamed from its log instead. Emits what startRun and advanceRun do.
 */
export async function askInStream(
  ctx: Ctx,
  input: AskIn,
  options: Omit<AdvanceOptions, "onPart"> = {},
): Promise<Asked> {
  const { run, created } = await startRun(ctx, input);
  if (!created)
    return { response: await streamRun(ctx, { runId: run.id, cursor: 0 }), working: Promise.resolve() };

  const { readable, push, close } = pipe();
  const finish = async () => {
    const seq = await findCursor(ctx, run.id);
    if (seq !== null) push(cursorChunk(seq));
    push({ type: "finish" });
    close();
  };
  push({ type: "start", messageId: run.messageId });
  const onPart = (part: RunPart) => {
    push(toChunk(part));
    // What may follow, such as a title, is not for the asker to wait for.
    if (part.type === "data-end") void finish();
  };
  const working = advanceRun(ctx, run.id, { ...options, onPart })
    .catch((error: unknown) => log.error("run.failed", { run_id: run.id }, error))
    .then(finish);
  return { response: respond(run.id, readable), working };
}

type AskAnew = Ask & { key?: string };

/** Opens an AI chat of the asker's own with the question in it. The same key is the same question. Emits what its commands do. */
export function openQuestion(ctx: Ctx, { question, scope, key }: AskAnew): Promise<AskIn> {
  const clientId = key ? clientIdOf(ctx, key) : newId();
  const more = { ...(scope ? { scope } : {}), ...(key ? { key } : {}) };
  return transaction(ctx, async (tx) => {
    // The same key twice at once: the second waits here, and then finds the first.
    await tx.db
      .$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${tx.workspaceId} ${clientId}`}, 0))`;
    const known = await tx.db.message.findFirst({
      where: { workspaceId: tx.workspaceId, senderId: actorMemberId(tx) ?? "", clientId },
    });
    if (known && known.body !== question)
      throw new AppError("CONFLICT", "This key was used for another question.");
    if (known) return { conversationId: known.conversationId, messageId: known.id, ...more };
    if (scope) await requireScope(tx, scope);
    const { conversation } = await createConversation(tx, { kind: "chat", participantIds: [] });
    const conversationId = conversation.id;
    const { message } = await sendMessage(tx, { conversationId, clientId, body: question });
    return { conversationId, messageId: message.id, ...more };
  });
}

/** Asks in a chat of its own and waits for the whole answer. Emits what openQuestion, startRun and advanceRun do. */
export async function askForAnswer(
  ctx: Ctx,
  input: AskAnew,
  options: AdvanceOptions = {},
): Promise<AnswerDto> {
  const { run } = await startRun(ctx, await openQuestion(ctx, input));
  await advanceRun(ctx, run.id, options);
  return read(ctx, (tx) => getAnswer(tx, run.id));
}

/** A UUID that the key of the same person is always turned into. */
function clientIdOf(ctx: Ctx, key: string): string {
  const digest = createHash("sha256")
    .update(JSON.stringify(["ask", actorMemberId(ctx), key]))
    .digest("hex");
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

/** Parts come from the provider's own chunks, cut otherwise than in the log: only at the end is there a cursor to name. */
async function findCursor(ctx: Ctx, runId: string): Promise<number | null> {
  const found = await read(ctx, (tx) => getRun(tx, runId)).catch(() => null);
  return found?.run.eventSeq ?? null;
}

/** A stream that is written from outside and may be abandoned by its reader. */
function pipe() {
  let controller: ReadableStreamDefaultController<UIMessageChunk> | null = null;
  const readable = new ReadableStream<UIMessageChunk>({
    start: (opened) => {
      controller = opened;
    },
    cancel: () => {
      controller = null;
    },
  });
  return {
    readable,
    push: (chunk: UIMessageChunk) => controller?.enqueue(chunk),
    close: () => {
      controller?.close();
      controller = null;
    },
  };
}
