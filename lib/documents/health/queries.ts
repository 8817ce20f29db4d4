import type { TxCtx } from "@/lib/ctx";
import { describeEmbedder } from "@/lib/sources/vectors/queries";
import { faultSentence } from "../rules";
import { DocumentFault, DocumentStatus } from "../schema";
import type { IndexHealthDto } from "./schema";

/** How the index of the workspace is, for its admins: counts over everything, and no word of what anything says. */
export async function getIndexHealth(tx: TxCtx): Promise<IndexHealthDto> {
  const { workspaceId } = tx;
  const living = { workspaceId, deletedAt: null };
  const statuses = await tx.db.document.groupBy({ by: ["status"], where: living, _count: true });
  const faults = await tx.db.document.groupBy({
    by: ["error"],
    where: { ...living, status: "failed", error: { not: null } },
    _count: true,
  });
  const waiting = await tx.db.document.findFirst({
    where: { ...living, status: { in: ["queued", "processing"] } },
    orderBy: [{ updatedAt: "asc" }, { id: "asc" }],
    select: { updatedAt: true },
  });
  const passages = await tx.db.$queryRaw<{ type: string; count: bigint }[]>`
    select s.type, count(*) from "Source" s join "Passage" p on p."workspaceId" = s."workspaceId" and p."sourceId" = s.id
    where s."workspaceId" = ${workspaceId}::uuid and s.status = 'ready' and s."deletedAt" is null and p.ordinal > 0 group by s.type`;
  const ofStatus = (status: string) => statuses.find((row) => row.status === status)?._count ?? 0;
  const ofType = (type: string) => Number(passages.find((row) => row.type === type)?.count ?? 0);
  return {
    documents: {
      queued: ofStatus(DocumentStatus.enum.queued),
      processing: ofStatus(DocumentStatus.enum.processing),
      ready: ofStatus(DocumentStatus.enum.ready),
      failed: ofStatus(DocumentStatus.enum.failed),
      cancelled: ofStatus(DocumentStatus.enum.cancelled),
    },
    faults: faults
      .map(({ error, _count: count }) => ({ code: DocumentFault.parse(error), count }))
      .map(({ code, count }) => ({ code, message: faultSentence(code), count }))
      .toSorted((a, b) => b.count - a.count),
    passages: {
      conversation: ofType("conversation"),
      document: ofType("document"),
      recording: ofType("recording"),
    },
    embedder: await describeEmbedder(tx),
    oldestWaitingAt: waiting?.updatedAt.toISOString() ?? null,
  };
}
