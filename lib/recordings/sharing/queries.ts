import { cursorId, pageById } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import type { Prisma } from "@/prisma/generated/client";
import { requireCanShareRecording } from "../policy";
import { getRecording } from "../queries";
import { statusOf } from "./rules";
import type { ShareLinkDto } from "./schema";

const PARTS = {
  createdBy: { select: { name: true, role: true, status: true } },
} satisfies Prisma.ShareLinkInclude;

export type ShareLinkRow = Prisma.ShareLinkGetPayload<{ include: typeof PARTS }>;

/** The links to a recording's report, newest first. Throws NOT_FOUND, and FORBIDDEN for who does not manage it. */
export async function listShareLinks(
  tx: TxCtx,
  recordingId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<{ items: ShareLinkDto[]; nextCursor: string | null }> {
  requireCanShareRecording(tx, await getRecording(tx, recordingId));
  const before = cursorId(page.cursor);
  const rows = await tx.db.shareLink.findMany({
    where: { workspaceId: tx.workspaceId, recordingId, ...(before ? { id: { lt: before } } : {}) },
    include: PARTS,
    orderBy: { id: "desc" },
    take: page.limit + 1,
  });
  return pageById(rows, page.limit, (row) => toShareLinkDto(row, tx.clock.now()));
}

/** One link of a recording. Throws NOT_FOUND. The caller has checked who asks. */
export async function getShareLink(tx: TxCtx, recordingId: string, id: string): Promise<ShareLinkDto> {
  const where = { workspaceId: tx.workspaceId, recordingId, id };
  const row = await tx.db.shareLink.findFirst({ where, include: PARTS });
  if (!row) throw notFound("link");
  return toShareLinkDto(row, tx.clock.now());
}

/** The link, or null unless it is open now and leads to a recording that is there. */
export async function findOpenLink(tx: TxCtx, id: string): Promise<ShareLinkRow | null> {
  const where = { workspaceId: tx.workspaceId, id, recording: { deletedAt: null } };
  const row = await tx.db.shareLink.findFirst({ where, include: PARTS });
  return row && statusOf(row, tx.clock.now()) === "open" ? row : null;
}

function toShareLinkDto(row: ShareLinkRow, now: Date): ShareLinkDto {
  return {
    id: row.id,
    status: statusOf(row, now),
    sound: row.hasSound,
    transcript: row.hasTranscript,
    madeBy: { memberId: row.createdById, name: row.createdBy.name },
    opened: row.opened,
    lastOpenedAt: row.lastOpenedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}
