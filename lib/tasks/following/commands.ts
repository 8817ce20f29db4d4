import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { announce } from "../commands";
import { getTask } from "../queries";

/**
 * The tasks of a recording or document are read by whoever may read it now. Emits task.changed: gone, to those who read them until now, and there, to
 * those who do. Once more changes nothing.
 */
export function followSource(
  ctx: Ctx,
  source: { type: "recording" | "document"; id: string },
): Promise<void> {
  return transaction(ctx, async (tx) => {
    const audienceId = await currentAudience(tx, source);
    if (!audienceId) return;
    const behind = await tx.db.task.findMany({
      where: {
        workspaceId: tx.workspaceId,
        sourceType: source.type,
        sourceId: source.id,
        NOT: { audienceId },
      },
      select: { id: true, deletedAt: true },
      orderBy: { id: "asc" },
    });
    for (const { id, deletedAt } of behind) {
      if (!deletedAt) await announce(tx, await getTask(tx, id), "deleted");
      await tx.db.task.update({
        where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
        data: { audienceId },
      });
      if (!deletedAt) await announce(tx, await getTask(tx, id), "restored");
    }
  });
}

async function currentAudience(
  tx: TxCtx,
  { type, id }: { type: "recording" | "document"; id: string },
): Promise<string | undefined> {
  const found = { where: { workspaceId: tx.workspaceId, id }, select: { audienceId: true } };
  const row =
    type === "recording" ? await tx.db.recording.findFirst(found) : await tx.db.document.findFirst(found);
  return row?.audienceId;
}
