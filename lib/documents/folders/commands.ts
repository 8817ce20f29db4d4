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

/** Whoever moves folders in a workspace takes turns: two that go into each other at once would hang in the air. */
async function requireParent(tx: TxCtx, parentId: string, childId: string | null): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`folders ${tx.workspaceId}`}, 0))`;
  const above = await tx.db.$queryRaw<{ id: string }[]>`
    with recursive above as (
      select id, "parentId" from "Folder" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${parentId}::uuid
      union select f.id, f."parentId" from "Folder" f join above on f.id = above."parentId" where f."workspaceId" = ${tx.workspaceId}::uuid
    ) select id from above`;
  if (above.length === 0) throw invalid("parentId", "There is no such folder.");
  if (above.some(({ id }) => id === childId)) throw invalid("parentId", "A folder cannot lie in itself.");
  const below = childId ? await findHeight(tx, childId) : 0;
  if (above.length + below > DEEPEST) throw invalid("parentId", `Folders lie at most ${DEEPEST} deep.`);
}

/** How many folders lie in each other in this one. */
async function findHeight(tx: TxCtx, folderId: string): Promise<number> {
  const [found] = await tx.db.$queryRaw<{ height: number }[]>`
    with recursive inside as (
      select id, 0 as depth from "Folder" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${folderId}::uuid
      union select f.id, inside.depth + 1 from "Folder" f join inside on f."parentId" = inside.id
      where f."workspaceId" = ${tx.workspaceId}::uuid and inside.depth <= ${DEEPEST}::int
    ) select max(depth) as height from inside`;
  return found?.height ?? 0;
}
