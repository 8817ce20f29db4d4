import { MINUTE } from "@/lib/core/clock";
import { type Ctx, transaction } from "@/lib/ctx";
import { enqueueAll } from "@/lib/outbox";
import type { File } from "@/prisma/generated/client";
import { pictureBrought } from "./events";
import { placeOfPicture, placesOf } from "./rules";

const WEBP = { contentType: "image/webp" };

/**
 * Draws a picture anew, in both sizes, or says why it cannot be. Says whether there is something to show; repeated it says the same. Throws
 * UNAVAILABLE while its bytes cannot be reached. Emits: none, what carries it is told by whoever carries it. Exempt from audit: it is the
 * same file.
 */
export async function redrawPicture(ctx: Ctx, fileId: string): Promise<boolean> {
  const file = await transaction(ctx, (tx) => tx.db.file.findUnique({ where: keyOf(tx, fileId) }));
  if (!file?.picture) return false;
  if (file.picture !== "coming") return true;
  const blob = await ctx.blob.get(file.blobPath);
  const drawn = blob ? await ctx.pictures.redraw(blob.body) : ({ ok: false, fault: "damaged" } as const);
  if (!drawn.ok) return keep(ctx, file, { picture: drawn.fault });
  await ctx.blob.put(placeOfPicture(file, "small"), drawn.small, WEBP);
  await ctx.blob.put(placeOfPicture(file, "large"), drawn.large, WEBP);
  const { width, height, isMoving } = drawn;
  return keep(ctx, file, { picture: "ready", width, height, isMoving });
}

/** A file that was erased meanwhile leaves nothing behind, and is not to be shown. */
async function keep(ctx: Ctx, file: File, data: Partial<File>): Promise<boolean> {
  const { count } = await transaction(ctx, (tx) =>
    tx.db.file.updateMany({ where: { workspaceId: tx.workspaceId, id: file.id }, data }),
  );
  if (count === 0) await ctx.blob.delete(placesOf(file));
  return count > 0;
}

/** Longer than drawing takes: whose job was lost, or whose bytes could not be reached, has another one. */
const LOST_MINUTES = 3;
const AT_ONCE = 50;

/** Asks again for what is still not drawn. Returns how many. Emits picture.brought. Exempt from audit. */
export function sweepComing(ctx: Ctx): Promise<number> {
  return transaction(ctx, async (tx) => {
    const before = new Date(tx.clock.now().getTime() - LOST_MINUTES * MINUTE);
    const lost = await tx.db.file.findMany({
      where: { workspaceId: tx.workspaceId, picture: "coming", createdAt: { lt: before } },
      select: { id: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: AT_ONCE,
    });
    await enqueueAll(
      tx,
      lost.map(({ id }) => pictureBrought({ fileId: id })),
    );
    return lost.length;
  });
}

function keyOf({ workspaceId }: Pick<Ctx, "workspaceId">, id: string) {
  return { workspaceId_id: { workspaceId, id } };
}
