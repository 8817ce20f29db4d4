import { AppError } from "@/lib/core/errors";
import { hashToken } from "@/lib/core/tokens";
import { enter, type IdentityCtx, identity, type TxCtx } from "@/lib/ctx";
import { streamFile } from "@/lib/files/queries";
import { takeLimits } from "@/lib/limits/policy";
import { findOpenLink, type ShareLinkRow } from "../queries";
import { describeShared, findSharedSound } from "./queries";
import type { SharedReportDto } from "./schema";

/**
 * What the holder of a link does, before any workspace is known. A link that has ended, was withdrawn or never was, whose recording or workspace
 * was deleted, and one that does not give what is asked for are one and the same NOT_FOUND. Exempt from audit: nobody of the workspace acts.
 */

/** The report that a link leads to. Changes nothing. Throws NOT_FOUND, and RATE_LIMITED by network. */
export async function viewShared(ctx: IdentityCtx, token: string): Promise<SharedReportDto> {
  await limit(ctx);
  return throughLink(ctx, token, describeShared);
}

type Asked = { range: string | null; ifNoneMatch: string | null };

/** The sound, or a range of it, always through us: it stops with the link. Throws NOT_FOUND. */
export async function hearShared(ctx: IdentityCtx, token: string, asked: Asked): Promise<Response> {
  const file = await throughLink(ctx, token, findSharedSound);
  if (!file) throw linkEnded();
  return streamFile(ctx, file, { ...asked, isDownload: false });
}

/** Counts that the page stands before somebody. Throws NOT_FOUND, and RATE_LIMITED by network. Emits: none. */
export async function noteOpening(ctx: IdentityCtx, token: string): Promise<void> {
  await limit(ctx);
  await throughLink(ctx, token, async (tx, { id }) => {
    await tx.db.shareLink.updateMany({
      where: { workspaceId: tx.workspaceId, id },
      data: { opened: { increment: 1 }, lastOpenedAt: tx.clock.now() },
    });
  });
}

/** In a transaction of its own: what was counted is kept although the link leads nowhere. */
async function limit(ctx: IdentityCtx): Promise<void> {
  await identity(ctx, (tx) => takeLimits(tx, [{ name: "shared", key: ctx.client.network }]));
}

type Work<T> = (tx: TxCtx, link: ShareLinkRow, workspace: string) => Promise<T>;

function throughLink<T>(ctx: IdentityCtx, token: string, work: Work<T>): Promise<T> {
  return identity(ctx, async (tx) => {
    const known = await tx.db.shareToken.findUnique({ where: { tokenHash: await hashToken(token) } });
    if (!known) throw linkEnded();
    const { workspaceId, shareLinkId } = known;
    const workspace = await tx.db.workspace.findFirst({ where: { id: workspaceId, deletedAt: null } });
    if (!workspace) throw linkEnded();
    const actor = { kind: "system", reason: "showing a shared report" } as const;
    return enter(tx, { workspaceId, actor }, async (inside) => {
      const link = await findOpenLink(inside, shareLinkId);
      if (!link) throw linkEnded();
      return work(inside, link, workspace.name);
    });
  });
}

function linkEnded(): AppError {
  return new AppError("NOT_FOUND", "This link has ended or never was.");
}
