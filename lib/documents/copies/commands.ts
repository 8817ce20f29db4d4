import type { TxCtx } from "@/lib/ctx";
import { attachFile, detachFile } from "@/lib/files/uses/commands";
import type { File } from "@/prisma/generated/client";
import { beginReading } from "../progressing/commands";
import { type DocumentRow, getDocument } from "../queries";
import { DocumentFault, type DocumentKind } from "../schema";

/**
 * The document that holds these bytes for these readers already. Whoever brings the same at the same time waits here, and then finds what the
 * first one made of it. Emits: none. Exempt from audit: it looks.
 */
export async function findSame(tx: TxCtx, { sha256 }: File, audienceId: string): Promise<DocumentRow | null> {
  await tx.db
    .$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${tx.workspaceId} ${audienceId} ${sha256}`}, 0))`;
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    select d.id from "File" f
    join "DocumentVersion" v on v."workspaceId" = f."workspaceId" and v."fileId" = f.id
    join "Document" d on d."workspaceId" = v."workspaceId" and d.id = v."documentId" and d.version = v.version
    where f."workspaceId" = ${tx.workspaceId}::uuid and f.sha256 = ${sha256} and d."audienceId" = ${audienceId}::uuid
      and d."deletedAt" is null
    order by d.id limit 1`;
  return rows[0] ? getDocument(tx, rows[0].id) : null;
}

const LOST: DocumentFault[] = ["missing", "damaged"];

/** Whether the bytes that are kept of a document are gone or broken: the same bytes, brought again, are what it waits for. */
export function isLost({ status, error }: DocumentRow): boolean {
  return status === "failed" && error !== null && LOST.includes(DocumentFault.parse(error));
}

/**
 * Takes a file in the place of the one whose bytes were lost, and reads it from the beginning. No new version: it says what it always said. The
 * file before it is not used any more by this version. Emits document.received. Exempt from audit: nobody's reading changes.
 */
export async function readFrom(
  tx: TxCtx,
  { id: documentId, version, audienceId, versions }: DocumentRow,
  { file, kind }: { file: File; kind: DocumentKind },
): Promise<void> {
  const { workspaceId } = tx;
  const use = { kind: "document" as const, subjectId: documentId };
  for (const { fileId } of versions) await detachFile(tx, { ...use, fileId });
  await tx.db.documentVersion.update({
    where: { workspaceId_documentId_version: { workspaceId, documentId, version } },
    data: { fileId: file.id, textPath: null },
  });
  await attachFile(tx, { ...use, fileId: file.id, audienceId });
  await tx.db.document.update({
    where: { workspaceId_id: { workspaceId, id: documentId } },
    data: { kind, ...AFRESH, updatedAt: tx.clock.now() },
  });
  await beginReading(tx, documentId);
}

/** What a document is told to be when its reading begins. */
export const AFRESH = { status: "queued", stage: "received", progress: 0, error: null, revivals: 0 } as const;
