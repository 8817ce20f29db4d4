import type { UIMessageChunk } from "ai";
import { log } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { startRun } from "../commands";
import { getRun } from "../queries";
import type { RunPart, StartRun } from "../schema";
import { cursorChunk, respond, streamRun, toChunk } from "../streams/queries";
import { type AdvanceOptions, advanceRun } from "../turns/commands";

type Ask = StartRun & { conversationId: string; key?: string };

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
  input: Ask,
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
