import { AppError, invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { requireCanEditRecordings } from "../policy";
import { listTerms } from "./queries";
import { fold } from "./rules";
import type { AddTerm, TermDto } from "./schema";

const MOST = 500;

/**
 * From now on a name is written like this; what was heard so before is told anew. Throws INVALID where both are the same, CONFLICT when it is full.
 * Emits: none. Exempt from audit: it changes no transcript that is there.
 */
export function addTerm(ctx: Ctx, { heard, written }: AddTerm): Promise<TermDto> {
  return transaction(ctx, async (tx) => {
    requireCanEditRecordings(tx);
    if (heard === written) throw invalid("written", "It is written like this already.");
    await lockGlossary(tx);
    const known = await listTerms(tx);
    const same = known.find((term) => fold(term.heard) === fold(heard));
    if (!same && known.length >= MOST)
      throw new AppError("CONFLICT", `A glossary has at most ${MOST} names.`);
    const { workspaceId } = tx;
    if (same) {
      await tx.db.glossaryTerm.update({
        where: { workspaceId_id: { workspaceId, id: same.id } },
        data: { heard, written },
      });
      return { id: same.id, heard, written };
    }
    const id = newId();
    await tx.db.glossaryTerm.create({
      data: { workspaceId, id, heard, written, createdById: actorMemberId(tx), createdAt: tx.clock.now() },
    });
    return { id, heard, written };
  });
}

/** Takes a name out. Emits: none. Exempt from audit: see addTerm. */
export function removeTerm(ctx: Ctx, termId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    requireCanEditRecordings(tx);
    const { count } = await tx.db.glossaryTerm.deleteMany({
      where: { workspaceId: tx.workspaceId, id: termId },
    });
    if (count === 0) throw notFound("name");
  });
}

/** One after the other, so that the same name does not come twice. */
async function lockGlossary(tx: TxCtx): Promise<void> {
  await tx.db
    .$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`glossary ${tx.workspaceId}`}, 0))::text`;
}
