import { invalid } from "@/lib/core/errors";
import { type Ctx, read, type TxCtx, transaction } from "@/lib/ctx";
import type { FileDto } from "@/lib/files/kept/schema";
import { visibleFiles } from "@/lib/files/policy";
import { toFileDto } from "@/lib/files/queries";
import { announceChange, lockMessage } from "../changes/commands";
import { messageUpdated } from "../events";

/** The files that a message is to carry, in their order. Throws INVALID where one is not there, or not the actor's to read. */
export async function findCarried(tx: TxCtx, fileIds: string[]): Promise<FileDto[]> {
  if (fileIds.length === 0) return [];
  const find = () => tx.db.file.findMany({ where: { AND: [visibleFiles(tx), { id: { in: fileIds } }] } });
  let rows = await find();
  if (rows.some(({ picture }) => picture === "coming")) {
    // A picture that becomes ready in this moment waits, and then finds the message that is to show it.
    await tx.db.$queryRaw`
      select 1 from "File" where "workspaceId" = ${tx.workspaceId}::uuid and id = any(${fileIds}::uuid[]) for share`;
    rows = await find();
  }
  const byId = new Map(rows.map((row) => [row.id, row]));
  return fileIds.map((id) => {
    const row = byId.get(id);
    if (!row) throw invalid("fileIds", "A file is not there, or you may not read it. Attach it again.");
    return toFileDto(row);
  });
}

/** Gives the conversation's readers these files with a message. Emits: none. Exempt from audit: the message says it. */
export async function carryFiles(tx: TxCtx, messageId: string, files: FileDto[]): Promise<void> {
  if (files.length === 0) return;
  const { workspaceId } = tx;
  await tx.db.messageFile.createMany({
    data: files.map(({ id: fileId }, position) => ({ workspaceId, messageId, fileId, position })),
  });
}

/** Puts the sound of a voice message to it, once it is there. Emits message.updated. Exempt from audit: the message says it. */
export async function carrySound(tx: TxCtx, recordingId: string, fileId: string): Promise<void> {
  const { workspaceId } = tx;
  const said = await tx.db.message.findFirst({ where: { workspaceId, recordingId }, select: { id: true } });
  if (!said) return;
  const { row } = await lockMessage(tx, said.id);
  const carried = { workspaceId, messageId: row.id, fileId, position: 0 };
  await tx.db.messageFile.createMany({ data: [carried], skipDuplicates: true });
  await announceChange(tx, row.conversationId, row.id, messageUpdated);
}

/** Tells everybody who has a file on screen with a message that there is something new about it. Emits message.updated. Exempt from audit. */
export async function showAgain(ctx: Ctx, fileId: string): Promise<void> {
  const messages = await read(ctx, (tx) =>
    tx.db.message.findMany({
      where: { workspaceId: tx.workspaceId, deletedAt: null, files: { some: { fileId } } },
      select: { id: true },
      orderBy: { id: "asc" },
    }),
  );
  for (const { id } of messages)
    await transaction(ctx, async (tx) => {
      const { row } = await lockMessage(tx, id);
      if (!row.deletedAt) await announceChange(tx, row.conversationId, id, messageUpdated);
    });
}
