import { newId } from "@/lib/core/ids";
import type { TxCtx } from "@/lib/ctx";
import type { AudienceOf } from "./schema";

/**
 * The row of an audience, made when it is first needed. A public channel has its own as well: that its extent is the whole workspace is
 * computed when asked (findAudiences), so that opening or closing a channel moves no row. Emits nothing. Exempt from audit: it names
 * readers, and gives them nothing yet.
 */
export async function ensureAudience(tx: TxCtx, audience: AudienceOf): Promise<string> {
  const { workspaceId } = tx;
  const { kind } = audience;
  const conversationId = kind === "conversation" ? audience.conversationId : null;
  const memberIds = kind === "members" ? [...new Set(audience.memberIds)].sort() : [];
  const key = kind === "conversation" ? null : kind === "workspace" ? kind : `members ${memberIds.join(" ")}`;
  const where = conversationId ? { workspaceId, conversationId } : { workspaceId, key };
  const known = await tx.db.audience.findFirst({ where, select: { id: true } });
  if (known) return known.id;
  await tx.db.audience.createMany({
    data: [{ workspaceId, id: newId(), kind, conversationId, memberIds, key }],
    skipDuplicates: true,
  });
  const made = await tx.db.audience.findFirstOrThrow({ where, select: { id: true } });
  return made.id;
}
