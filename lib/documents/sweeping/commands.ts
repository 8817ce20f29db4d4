import { HOUR, MINUTE } from "@/lib/core/clock";
import { type Ctx, transaction } from "@/lib/ctx";
import { beginReading, failDocument } from "../progressing/commands";

/** Longer than any stage takes without a word: reading is stopped after three minutes. */
const LEASE_MS = 15 * MINUTE;
/** While others are being read, a document may be waiting for its turn between two stages. */
const TURN_MS = 6 * HOUR;
/** A document whose reading ends the worker every time is given up. */
const MOST_REVIVALS = 3;
const AT_ONCE = 100;

/**
 * Documents that were to be read and have not moved since: their job was lost. They are put back to work, and go on from the stage that was
 * reached; one that stops a fourth time at the same stage fails with a sentence. Returns how many. Emits document.received, or
 * document.progressed. Exempt from audit: it derives.
 */
export async function sweepDocuments(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now().getTime();
  const lost = await transaction(ctx, async (tx) => {
    const waiting = {
      workspaceId: tx.workspaceId,
      deletedAt: null,
      status: { in: ["queued", "processing"] },
    };
    const moving = await tx.db.document.count({
      where: { ...waiting, updatedAt: { gte: new Date(now - LEASE_MS) }, status: "processing" },
    });
    return tx.db.document.findMany({
      where: { ...waiting, updatedAt: { lt: new Date(now - (moving > 0 ? TURN_MS : LEASE_MS)) } },
      select: { id: true, version: true, updatedAt: true },
      orderBy: [{ updatedAt: "asc" }, { id: "asc" }],
      take: AT_ONCE,
    });
  });
  let revived = 0;
  for (const document of lost) if (await revive(ctx, document)) revived++;
  return revived;
}

type Lost = { id: string; version: number; updatedAt: Date };

/** False when it has moved meanwhile. What is still queued only waited, and that counts for nothing. */
function revive(ctx: Ctx, { id, version, updatedAt }: Lost): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    const [document] = await tx.db.$queryRaw<{ status: string; revivals: number }[]>`
      select status, revivals from "Document" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${id}::uuid
        and version = ${version}::int and "updatedAt" = ${updatedAt}::timestamptz and "deletedAt" is null
        and status in ('queued', 'processing') for update`;
    if (!document) return false;
    const work = { documentId: id, version };
    if (document.revivals >= MOST_REVIVALS) {
      await failDocument(tx, work, "internal");
      return true;
    }
    await tx.db.document.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
      data: { updatedAt: tx.clock.now(), revivals: { increment: document.status === "processing" ? 1 : 0 } },
    });
    await beginReading(tx, id);
    return true;
  });
}
