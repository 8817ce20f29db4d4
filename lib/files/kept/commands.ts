import { newId } from "@/lib/core/ids";
import type { TxCtx } from "@/lib/ctx";

type NewFile = {
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  blobPath: string;
  createdById: string | null;
};

/** Makes a file of bytes that are kept already and were looked at. Emits: none. Exempt from audit: only who brought it can read it yet. */
export async function addFile(tx: TxCtx, file: NewFile): Promise<{ id: string; name: string }> {
  const { id, name } = await tx.db.file.create({
    data: { workspaceId: tx.workspaceId, id: newId(), ...file, createdAt: tx.clock.now() },
  });
  return { id, name };
}

/** Says what a file is after all, by whoever read it: its name may have promised something else. Emits: none. Exempt from audit. */
export async function correctMediaType(tx: TxCtx, fileId: string, mediaType: string): Promise<void> {
  await tx.db.file.updateMany({ where: { workspaceId: tx.workspaceId, id: fileId }, data: { mediaType } });
}
