import { SECOND } from "@/lib/core/clock";
import { AppError, notFound } from "@/lib/core/errors";
import { actorMemberId, type Ctx, read, type TxCtx, transaction } from "@/lib/ctx";
import { dropUnusedFiles } from "@/lib/files/uses/commands";
import { announceChange, lockMessage } from "../changes/commands";
import { eraseQuotes } from "../citations/commands";
import { messageUpdated } from "../events";
import type { MessageDto } from "../schema";

/** The ten seconds for which a page offers it, and two for the way here. */
const UNDO_SECONDS = 12;
/** Longer than it can be undone. */
export const SET_ASIDE_SECONDS = 15;

/** Sets aside what a message says and has gathered, before it is erased. Its files stay where they are, read by nobody. */
export async function keepDeleted(tx: TxCtx, messageId: string): Promise<void> {
  await tx.db.$executeRaw`
    insert into "DeletedMessage" ("workspaceId", "messageId", "deletedById", "deletedAt", kept)
    select m."workspaceId", m.id, ${actorMemberId(tx)}::uuid, ${tx.clock.now()}::timestamptz, jsonb_build_object(
      'message', jsonb_build_object('body', m.body, 'mentionsAll', m."mentionsAll"),
      'revisions', (select coalesce(jsonb_agg(to_jsonb(r)), '[]') from "MessageRevision" r
        where r."workspaceId" = m."workspaceId" and r."messageId" = m.id),
      'reactions', (select coalesce(jsonb_agg(to_jsonb(r)), '[]') from "Reaction" r
        where r."workspaceId" = m."workspaceId" and r."messageId" = m.id),
      'mentions', (select coalesce(jsonb_agg(to_jsonb(n)), '[]') from "Mention" n
        where n."workspaceId" = m."workspaceId" and n."messageId" = m.id),
      'citations', (select coalesce(jsonb_agg(to_jsonb(c)), '[]') from "Citation" c
        where c."workspaceId" = m."workspaceId" and c."messageId" = m.id),
      'feedback', (select coalesce(jsonb_agg(to_jsonb(f)), '[]') from "CitationFeedback" f
        where f."workspaceId" = m."workspaceId" and f."messageId" = m.id))
    from "Message" m where m."workspaceId" = ${tx.workspaceId}::uuid and m.id = ${messageId}::uuid`;
}

/**
 * Brings back what one has deleted in the last ten seconds, with its history, reactions and mentions. Throws GONE later, FORBIDDEN when
 * somebody else deleted it. One that is there already stays as it is. Emits message.updated.
 */
export function restoreMessage(ctx: Ctx | TxCtx, messageId: string): Promise<MessageDto> {
  return transaction(ctx, async (tx) => {
    const { row, viewed } = await lockMessage(tx, messageId);
    const deleted = await tx.db.deletedMessage.findUnique({ where: keyOf(tx, messageId) });
    if (!row.deletedAt) throw notFound("deleted message");
    const age = tx.clock.now().getTime() - row.deletedAt.getTime();
    if (!deleted || age > UNDO_SECONDS * SECOND)
      throw new AppError("GONE", "This message was deleted for good.");
    if (deleted.deletedById !== viewed.viewer.memberId)
      throw new AppError("FORBIDDEN", "Somebody else deleted this message.");
    await putBack(tx, messageId);
    return announceChange(tx, row.conversationId, messageId, messageUpdated);
  });
}

/**
 * Forgets what was set aside, and erases what answers quote of it and the files that nothing else carries. Once more changes nothing. With the
 * time of a deletion that was undone, what another one set aside since is left: it can be undone, too.
 */
export async function forgetDeleted(ctx: Ctx, messageId: string, deletedAt?: Date): Promise<void> {
  const again = await read(ctx, (tx) =>
    tx.db.deletedMessage.count({
      where: { workspaceId: tx.workspaceId, messageId, deletedAt: { gt: deletedAt ?? tx.clock.now() } },
    }),
  );
  if (again === 0) await forget(ctx, [messageId]);
}

/** Forgets what no job came for. Returns how much. */
export async function sweepDeleted(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - SET_ASIDE_SECONDS * SECOND);
  const due = await read(ctx, (tx) =>
    tx.db.deletedMessage.findMany({
      where: { workspaceId: tx.workspaceId, deletedAt: { lt: before } },
      select: { messageId: true },
    }),
  );
  await forget(
    ctx,
    due.map(({ messageId }) => messageId),
  );
  return due.length;
}

/** The files are known by their messages until their bytes are gone, so that what is interrupted is done when it is repeated. */
async function forget(ctx: Ctx, messageIds: string[]): Promise<void> {
  const carried = await transaction(ctx, async (tx) => {
    const these = { workspaceId: tx.workspaceId, messageId: { in: messageIds } };
    await tx.db.deletedMessage.deleteMany({ where: these });
    await eraseQuotes(tx, messageIds);
    return tx.db.messageFile.findMany({
      where: { ...these, message: { deletedAt: { not: null } } },
      select: { fileId: true },
    });
  });
  if (carried.length > 0) await dropUnusedFiles(ctx, [...new Set(carried.map(({ fileId }) => fileId))]);
}

async function putBack(tx: TxCtx, messageId: string): Promise<void> {
  await tx.db.$executeRaw`
    with taken as (
      delete from "DeletedMessage" where "workspaceId" = ${tx.workspaceId}::uuid and "messageId" = ${messageId}::uuid returning kept
    ), revisions as (
      insert into "MessageRevision" select r.* from taken, jsonb_populate_recordset(null::"MessageRevision", kept->'revisions') r
    ), reactions as (
      insert into "Reaction" select r.* from taken, jsonb_populate_recordset(null::"Reaction", kept->'reactions') r
    ), mentions as (
      insert into "Mention" select n.* from taken, jsonb_populate_recordset(null::"Mention", kept->'mentions') n
    ), citations as (
      insert into "Citation" select c.* from taken, jsonb_populate_recordset(null::"Citation", kept->'citations') c
    ), feedback as (
      insert into "CitationFeedback" select f.* from taken, jsonb_populate_recordset(null::"CitationFeedback", kept->'feedback') f
    )
    update "Message" m set "deletedAt" = null, body = kept->'message'->>'body', "mentionsAll" = (kept->'message'->>'mentionsAll')::boolean
    from taken where m."workspaceId" = ${tx.workspaceId}::uuid and m.id = ${messageId}::uuid`;
}

function keyOf(tx: TxCtx, messageId: string) {
  return { workspaceId_messageId: { workspaceId: tx.workspaceId, messageId } };
}
