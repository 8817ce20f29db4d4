import { AppError, invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, transaction } from "@/lib/ctx";
import { findTitles, getPin } from "./queries";
import { MOST_PINS, type PinDto, type PinQuestion } from "./schema";

/**
 * Remembers a question and what it should find, to be scored whenever an admin likes. Pinned twice it is the same one. Throws INVALID for a
 * source that is not there or not readable. Emits: none. Exempt from audit: it changes nothing that anybody is answered.
 */
export function pinQuestion(ctx: Ctx, { question, sourceId }: PinQuestion): Promise<PinDto> {
  return transaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    if (!(await findTitles(tx, [sourceId])).has(sourceId))
      throw invalid("sourceId", "There is no such source.");
    const source = await tx.db.source.findFirstOrThrow({
      where: { workspaceId, subjectId: sourceId, status: "ready" },
      select: { type: true },
    });
    if ((await tx.db.pinnedQuestion.count({ where: { workspaceId } })) >= MOST_PINS)
      throw new AppError("CONFLICT", `A workspace pins at most ${MOST_PINS} questions. Take one away first.`);
    await tx.db.pinnedQuestion.createMany({
      data: [
        {
          workspaceId,
          id: newId(),
          question,
          sourceId,
          sourceType: source.type,
          createdById: actorMemberId(tx),
          createdAt: tx.clock.now(),
        },
      ],
      skipDuplicates: true,
    });
    const made = await tx.db.pinnedQuestion.findFirstOrThrow({ where: { workspaceId, sourceId, question } });
    return getPin(tx, made.id);
  });
}

/** Forgets a pinned question whose source the actor may read. Emits: none. Exempt from audit: see pinQuestion. */
export function unpinQuestion(ctx: Ctx, pinId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    await getPin(tx, pinId);
    const { count } = await tx.db.pinnedQuestion.deleteMany({
      where: { workspaceId: tx.workspaceId, id: pinId },
    });
    if (count === 0) throw notFound("pinned question");
  });
}
