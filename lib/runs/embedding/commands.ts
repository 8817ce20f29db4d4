import type { Embedded, EmbeddedAs, EmbedderRef } from "@/lib/adapters/embeddings/port";
import { SECOND } from "@/lib/core/clock";
import { AppError, isAppError } from "@/lib/core/errors";
import { type Ctx, read, type TxCtx, transaction } from "@/lib/ctx";
import { bareEngine, type Engine } from "@/lib/models/queries";
import { enqueue } from "@/lib/outbox";
import { passagesChanged } from "@/lib/sources/events";
import {
  dropRetired,
  ensureSpace,
  keepVectors,
  type MadeVector,
  noteFailure,
  serveSpace,
} from "@/lib/sources/vectors/commands";
import {
  findOwnSpace,
  findServingSpace,
  listPending,
  listSpaces,
  type PendingPassage,
  type Space,
} from "@/lib/sources/vectors/queries";
import type { Meaning } from "@/lib/sources/vectors/schema";
import { metered, NOTHING_USED } from "../ledger/commands";
import { estimateTokens } from "../prompt/rules";
import { textToEmbed } from "./rules";

/**
 * Passages and questions as vectors. Without an embedder, without budget, or while the provider is away, everything is found by its words:
 * nothing here ever stops an answer or a document. Every call is a line of the ledger. Emits: none. Exempt from audit: they derive.
 */

const QUESTION_MS = 3 * SECOND;
const PASSAGES_MS = 60 * SECOND;

type Question = { text: string; conversationId: string | null; memberId: string | null };

/** Where a question lies among the passages; null where it cannot be said in time. Leaves the process: never inside a transaction. */
export async function embedQuestion(ctx: Ctx, question: Question): Promise<Meaning | null> {
  if (!ctx.embeddings.embedder()) return null;
  const space = await read(ctx, findServingSpace);
  if (!space || ctx.embeddings.hostOf(space.embedder) === null) return null;
  const { text, conversationId, memberId } = question;
  const asked = { texts: [textToEmbed({ type: "conversation", title: "", heading: null, text })] };
  try {
    const { vectors } = await askEmbedder(ctx, space.embedder, {
      ...asked,
      as: "question",
      timeoutMs: QUESTION_MS,
      ...{ conversationId, memberId },
    });
    const [vector] = vectors;
    return vector ? { space, vector } : null;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** `documentIds`: those of which passages got vectors. `isLeft`: there is more to do, and it can be done now. */
type EmbeddedBatch = { embedded: number; documentIds: string[]; isLeft: boolean };

const NOTHING: EmbeddedBatch = { embedded: 0, documentIds: [], isLeft: false };

const ROUND_MS = 20 * SECOND;

/** Gives passages their vectors for twenty seconds, or as long as there are some. */
export async function embedPassages(ctx: Ctx): Promise<EmbeddedBatch> {
  const until = performance.now() + ROUND_MS;
  const documentIds = new Set<string>();
  for (let embedded = 0; ; ) {
    const batch = await embedNext(ctx);
    embedded += batch.embedded;
    for (const id of batch.documentIds) documentIds.add(id);
    if (!batch.isLeft || performance.now() > until)
      return { embedded, documentIds: [...documentIds], isLeft: batch.isLeft };
  }
}

/** The next batch. When none is left, the space that was built begins to serve, and what it replaced is cleared away. */
async function embedNext(ctx: Ctx): Promise<EmbeddedBatch> {
  const embedder = ctx.embeddings.embedder();
  if (!embedder) return NOTHING;
  const space = await transaction(ctx, (tx) => ensureSpace(tx, embedder));
  const pending = await read(ctx, (tx) => listPending(tx, space, ctx.embeddings.atOnce));
  if (pending.length === 0) {
    await transaction(ctx, (tx) => serveSpace(tx, space));
    await dropRetired(ctx);
    return NOTHING;
  }
  try {
    const made = await embedBatch(ctx, space, pending);
    const embedded = await transaction(ctx, (tx) => keepVectors(tx, space, made));
    const documents = pending.filter(({ type }) => type === "document").map(({ subjectId }) => subjectId);
    return { embedded, documentIds: [...new Set(documents)], isLeft: true };
  } catch (error) {
    if (!isAppError(error)) throw error;
    await transaction(ctx, (tx) => noteFailure(tx, space, error.message));
    return NOTHING;
  }
}

/** A batch that is refused is asked in halves, down to the text that is at fault: that one is found by its words alone. */
async function embedBatch(ctx: Ctx, space: Space, passages: PendingPassage[]): Promise<MadeVector[]> {
  try {
    const { vectors } = await askEmbedder(ctx, space.embedder, {
      texts: passages.map(textToEmbed),
      as: "passage",
      timeoutMs: PASSAGES_MS,
      ...{ conversationId: null, memberId: null },
    });
    return passages.map(({ key, contentHash }, at) => ({ key, contentHash, vector: vectors[at] ?? null }));
  } catch (error) {
    if (!isAppError(error, "INVALID")) throw error;
    const [only] = passages;
    if (passages.length === 1 && only)
      return [{ key: only.key, contentHash: only.contentHash, vector: null }];
    const half = Math.ceil(passages.length / 2);
    const first = await embedBatch(ctx, space, passages.slice(0, half));
    return [...first, ...(await embedBatch(ctx, space, passages.slice(half)))];
  }
}

type Asked = {
  texts: string[];
  as: EmbeddedAs;
  timeoutMs: number;
  conversationId: string | null;
  memberId: string | null;
};

/** One call, with its line in the ledger. Throws as the port does, and QUOTA. */
async function askEmbedder(ctx: Ctx, ref: EmbedderRef, asked: Asked): Promise<Embedded> {
  const { texts, as, timeoutMs, conversationId, memberId } = asked;
  const engine = await read(ctx, (tx) => engineOf(tx, ref));
  const inputTokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  const line = { runId: null, conversationId, memberId, purpose: "embedding" as const, attempt: 1 };
  return metered(ctx, { ...line, engine, inputTokens }, async () => {
    const answer = await ctx.embeddings.embed(ref, { texts, as, timeoutMs });
    return { answer, usage: { ...NOTHING_USED, inputTokens: answer.tokens ?? inputTokens } };
  });
}

/** An embedder as the ledger and the budget know engines. It answers nothing, and costs what it reads. */
async function engineOf(tx: TxCtx, { provider, model }: EmbedderRef): Promise<Engine> {
  const host = tx.embeddings.hostOf({ provider, model, dimensions: null });
  if (host === null) throw new AppError("UNAVAILABLE", "This embedder is not configured here.");
  return bareEngine(tx, { provider, name: model }, { host, maxOutput: 0 });
}

/** Whether there is something to embed, or a space to be put to use or cleared away. */
export function isEmbeddingDue(ctx: Ctx): Promise<boolean> {
  return read(ctx, async (tx) => {
    if (!ctx.embeddings.embedder()) return false;
    const space = await findOwnSpace(tx);
    if (space?.status !== "serving" || (await listSpaces(tx)).length > 1) return true;
    return (await listPending(tx, space, 1)).length > 0;
  });
}

/** Lets the job go on. Emits passages.changed. */
export function askForVectors(ctx: Ctx): Promise<void> {
  return transaction(ctx, (tx) => enqueue(tx, passagesChanged({})));
}
