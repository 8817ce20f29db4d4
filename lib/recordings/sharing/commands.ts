import { appendAudit } from "@/lib/audit/policy";
import { DAY } from "@/lib/core/clock";
import { AppError, forbidden, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { hashToken, newToken } from "@/lib/core/tokens";
import { actorMemberId, type Ctx, transaction } from "@/lib/ctx";
import { lockRecording } from "../announcing/commands";
import { requireCanShareRecording } from "../policy";
import { getShareLink } from "./queries";
import type { CreateShareLink, ShareLinkDto } from "./schema";

/**
 * Makes a link to the report. Its address is told this once, for only the token's hash is kept. Throws FORBIDDEN for who does not manage the
 * recording, CONFLICT while there is no report. Emits: none. Audited.
 */
export function createShareLink(
  ctx: Ctx,
  recordingId: string,
  { sound, transcript, expiresInDays }: CreateShareLink,
): Promise<{ link: ShareLinkDto; url: string }> {
  return transaction(ctx, async (tx) => {
    const row = await lockRecording(tx, recordingId);
    requireCanShareRecording(tx, row);
    const createdById = actorMemberId(tx);
    if (!createdById) throw forbidden("Only members share a report.");
    if (row._count.reports === 0) throw new AppError("CONFLICT", "There is no report yet to share.");
    const { workspaceId } = tx;
    const id = newId();
    const token = newToken();
    const now = tx.clock.now();
    const expiresAt = new Date(now.getTime() + expiresInDays * DAY);
    await tx.db.shareLink.create({
      data: {
        workspaceId,
        id,
        recordingId,
        hasSound: sound,
        hasTranscript: transcript,
        createdById,
        createdAt: now,
        expiresAt,
      },
    });
    await tx.db.shareToken.create({
      data: { tokenHash: await hashToken(token), workspaceId, shareLinkId: id },
    });
    await appendAudit(tx, {
      action: "recording.link_made",
      target: { kind: "recording", id: recordingId },
      after: { link: id, sound, transcript, expiresAt: expiresAt.toISOString() },
    });
    return { link: await getShareLink(tx, recordingId, id), url: `${tx.site.url}/shared/${token}` };
  });
}

/** Withdraws a link: who holds it finds nothing any more. Throws NOT_FOUND, also when it was withdrawn before. Emits: none. Audited. */
export function revokeShareLink(ctx: Ctx, recordingId: string, id: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    requireCanShareRecording(tx, await lockRecording(tx, recordingId));
    const { count } = await tx.db.shareLink.updateMany({
      where: { workspaceId: tx.workspaceId, recordingId, id, revokedAt: null },
      data: { revokedAt: tx.clock.now() },
    });
    if (count === 0) throw notFound("link");
    await appendAudit(tx, {
      action: "recording.link_revoked",
      target: { kind: "recording", id: recordingId },
      before: { link: id },
    });
  });
}
