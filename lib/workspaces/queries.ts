import { DAY } from "@/lib/core/clock";
import { cursorId, pageById } from "@/lib/core/cursor";
import type { IdentityTx, TxCtx } from "@/lib/ctx";
import { ReportTemplate } from "@/lib/recordings/schema";
import type { Workspace } from "@/prisma/generated/client";
import type { DeletedWorkspaceDto, WorkspaceDto } from "./schema";

/** How long a deleted workspace can be brought back. */
export const GRACE_MS = 30 * DAY;

/** The workspace of the ctx. */
export async function getWorkspace(tx: TxCtx): Promise<WorkspaceDto> {
  return toWorkspaceDto(await tx.db.workspace.findUniqueOrThrow({ where: { id: tx.workspaceId } }));
}

/** Workspaces that a person owned when they were deleted, and can still bring back. */
export async function listDeletedWorkspaces(
  tx: IdentityTx,
  userId: string,
  page: { cursor?: string | undefined; limit: number },
) {
  const after = cursorId(page.cursor);
  const rows = await tx.db.workspace.findMany({
    where: {
      deletedAt: { gt: new Date(tx.clock.now().getTime() - GRACE_MS) },
      members: { some: { userId, role: "owner", status: "active" } },
      ...(after ? { id: { gt: after } } : {}),
    },
    orderBy: { id: "asc" },
    take: page.limit + 1,
  });
  return pageById(rows, page.limit, (row): DeletedWorkspaceDto => {
    const deletedAt = row.deletedAt ?? tx.clock.now();
    return {
      id: row.id,
      slug: row.slug,
      name: row.name,
      deletedAt: deletedAt.toISOString(),
      erasedAt: new Date(deletedAt.getTime() + GRACE_MS).toISOString(),
    };
  });
}

function toWorkspaceDto(row: Workspace): WorkspaceDto {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    timeZone: row.timeZone,
    allowedDomains: row.allowedDomains,
    defaultModelId: row.defaultModelId,
    budgetCents: row.budgetCents,
    liveCaptions: row.liveCaptions,
    soundDays: row.soundDays,
    reportTemplate: ReportTemplate.parse(row.reportTemplate),
    reportTemplateId: row.reportTemplateId,
    createdAt: row.createdAt.toISOString(),
  };
}
