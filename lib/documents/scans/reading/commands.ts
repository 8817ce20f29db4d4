import type { OcrEngine, SeenPage } from "@/lib/adapters/ocr/port";
import { type Ctx, read } from "@/lib/ctx";
import { bareEngine } from "@/lib/models/queries";
import { metered } from "@/lib/runs/ledger/commands";

/** About what a picture of a page counts for, with what is said to it: what is set aside while nobody knows better. */
const PICTURE_TOKENS = 2_000;
const PAGE_TOKENS = 1_500;

/**
 * What stands in the picture of a page. A model that is asked has its line in the ledger each time. Throws as the port does, and QUOTA. Emits:
 * none. Exempt from audit: the ledger has a line for every attempt.
 */
export function lookAt(ctx: Ctx, jpeg: Uint8Array): Promise<SeenPage> {
  const engine = ctx.ocr.engine();
  return engine?.kind === "model" ? askModel(ctx, engine, jpeg) : ctx.ocr.look(jpeg);
}

async function askModel(
  ctx: Ctx,
  { ref, host, mostTokens }: Extract<OcrEngine, { kind: "model" }>,
  jpeg: Uint8Array,
): Promise<SeenPage> {
  const engine = await read(ctx, (tx) => bareEngine(tx, ref, { host, maxOutput: mostTokens }));
  const line = { runId: null, conversationId: null, memberId: null, purpose: "scan" as const, attempt: 1 };
  return metered(ctx, { ...line, engine, inputTokens: PICTURE_TOKENS }, async () => {
    const answer = await ctx.ocr.look(jpeg);
    const rough = { inputTokens: PICTURE_TOKENS, cachedInputTokens: 0, outputTokens: PAGE_TOKENS };
    return { answer, usage: answer.usage ?? rough };
  });
}
