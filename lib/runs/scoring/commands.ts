import { actorMemberId, type Ctx, read } from "@/lib/ctx";
import { listPins, type ScoredPin, scorePin } from "@/lib/sources/pins/queries";
import { sharesOf } from "@/lib/sources/pins/rules";
import type { PinScoresDto } from "@/lib/sources/pins/schema";
import { embedQuestion } from "../embedding/commands";

/**
 * How well each pinned question finds its source now: asked as a person's question is, one after the other, for whoever asks alone. Emits: none.
 * Exempt from audit: it reads, and what an embedder costs is in the ledger.
 */
export async function scorePins(ctx: Ctx): Promise<PinScoresDto> {
  const startedAt = performance.now();
  const memberId = actorMemberId(ctx);
  const items: ScoredPin[] = [];
  let byMeaning = false;
  for (const pin of await read(ctx, listPins)) {
    const meaning = await embedQuestion(ctx, { text: pin.question, conversationId: null, memberId });
    byMeaning ||= meaning !== null;
    items.push(await read(ctx, (tx) => scorePin(tx, pin, meaning)));
  }
  const durationMs = Math.round(performance.now() - startedAt);
  return { items, ...sharesOf(items.map(({ rank }) => rank)), byMeaning, durationMs };
}
