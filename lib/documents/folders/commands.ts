import { invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import type { Folder } from "@/prisma/generated/client";
import { folderChanged } from "../events";
import { requireCanAddDocuments, requireCanManageFolder } from "../policy";
import type { CreateFolder, FolderDto, UpdateFolder } from "../schema";
import { listGuestsIn, toFolderDto } from "./queries";

const DEEPEST = 10;

/** Makes a folder. Emits folder.changed. Exempt from audit: it holds nothing yet. */
export function createFolder(ctx: Ctx, { name, parentId = null }: CreateFolder): Promise<FolderDto> {
  requireCanAddDocuments(ctx);
  return transaction(ctx, async (tx) => {
    if (parentId) await requireParent(tx, parentId, null);
    const folder = await tx.db.folder.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        name,
        parentId,
        createdById: actorMemberId(tx),
        createdAt: tx.clock.now(),
      },
    });
    await announce(tx, folder.id, "created");
    return toFolderDto(folder);
  });
}

/** Renames or moves a folder. Throws INVALID where it would lie in itself. Emits folder.changed. Exempt from audit: nobody's reading changes. */
export function updateFolder(
  ctx: Ctx,
  folderId: string,
  { name, parentId }: UpdateFolder,
): Promise<FolderDto> {
  return transaction(ctx, async (tx) => {
    await requireFolderOf(tx, folderId);
    if (parentId) await requireParent(tx, parentId, folderId);
    const folder = await tx.db.folder.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: folderId } },
      data: { ...(name === undefined ? {} : { name }), ...(parentId === undefined ? {} : { parentId }) },
    });
    await announce(tx, folderId, "updated");
    return toFolderDto(folder);
  });
}

/** Deletes a folder; what lies in it moves up. Emits folder.changed. Exempt from audit: nothing is lost with it. */
export function deleteFolder(ctx: Ctx, folderId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const { parentId } = await requireFolderOf(tx, folderId);
    const { workspaceId } = tx;
    await announce(tx, folderId, "deleted"); // before what lies in it moves: it says who reads there
    await tx.db.document.updateMany({ where: { workspaceId, folderId }, data: { folderId: parentId } });
    await tx.db.folder.updateMany({ where: { workspaceId, parentId: folderId }, data: { parentId } });
    await tx.db.folder.delete({ where: { workspaceId_id: { workspaceId, id: folderId } } });
  });
}

/** One's own folder, or any for an admin. For a guest there is none. */
async function requireFolderOf(tx: TxCtx, folderId: string): Promise<Folder> {
  requireCanAddDocuments(tx);
  const folder = await tx.db.folder.findFirst({ where: { workspaceId: tx.workspaceId, id: folderId } });
  if (!folder) throw notFound("folder");
  requireCanManageFolder(tx, folder);
  return folder;
}

async function announce(tx: TxCtx, folderId: string, change: "created" | "updated" | "deleted") {
  const heardBy = { workspaceId: tx.workspaceId, memberIds: await listGuestsIn(tx, folderId) };
  await enqueue(tx, folderChanged({ folderId, change, heardBy }));
}

async function requireParent(tx: TxCtx, parentId: string, childId: string | null): Promise<void> {
  let id: string | null = parentId;
  for (let depth = 0; id !== null; depth++) {
    if (id === childId) throw invalid("parentId", "A folder cannot lie in itself.");
    if (depth === DEEPEST) throw invalid("parentId", `Folders lie at most ${DEEPEST} deep.`);
    const found: { parentId: string | null } | null = await tx.db.folder.findFirst({
      where: { workspaceId: tx.workspaceId, id },
      select: { parentId: true },
    });
    if (!found) throw invalid("parentId", "There is no such folder.");
    id = found.parentId;
  }
}
