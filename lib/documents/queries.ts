import { cursorId, pageById } from "@/lib/core/cursor";
import { invalid, notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import { toFileDto } from "@/lib/files/queries";
import { AnchorDto } from "@/lib/messages/schema";
import type { Prisma } from "@/prisma/generated/client";
import type { HeardBy } from "./events";
import { restorableDocuments, visibleDocuments } from "./policy";
import { documentKindOf, faultSentence } from "./rules";
import type { PicturesDto } from "./scans/schema";
import {
  type DocumentDto,
  DocumentFault,
  DocumentKind,
  DocumentStage,
  DocumentStatus,
  type PassageDto,
  type VersionDto,
} from "./schema";

/** What a document's row comes with, wherever it becomes a DTO. */
const PARTS = {
  audience: true,
  createdBy: { select: { name: true } },
  versions: { orderBy: { version: "desc" }, take: 1, include: { file: true } },
} satisfies Prisma.DocumentInclude;

export type DocumentRow = Prisma.DocumentGetPayload<{ include: typeof PARTS }>;

/** The document, or NOT_FOUND: also when it exists and the actor may not read it. */
export async function getDocument(tx: TxCtx, documentId: string): Promise<DocumentRow> {
  return found(tx, { AND: [visibleDocuments(tx), { id: documentId }] });
}

/** The same where it is found, or null. */
export function findReady(tx: TxCtx, documentId: string): Promise<DocumentRow | null> {
  const where = { AND: [visibleDocuments(tx), { id: documentId, status: "ready" }] };
  return tx.db.document.findFirst({ where, include: PARTS });
}

/** One that was deleted and that the actor may bring back, or NOT_FOUND. */
export function getDeletedDocument(tx: TxCtx, documentId: string): Promise<DocumentRow> {
  return found(tx, { AND: [restorableDocuments(tx), { id: documentId }] });
}

async function found(tx: TxCtx, where: Prisma.DocumentWhereInput): Promise<DocumentRow> {
  const row = await tx.db.document.findFirst({ where, include: PARTS });
  if (!row) throw notFound("document");
  return row;
}

type ListOptions = {
  folderId?: string | undefined;
  status?: DocumentStatus | undefined;
  deleted: "true" | "false";
  cursor?: string | undefined;
  limit: number;
};

/** Documents that the actor may read, newest first. */
export async function listDocuments(tx: TxCtx, options: ListOptions) {
  const before = cursorId(options.cursor);
  const rows = await tx.db.document.findMany({
    where: {
      AND: [
        options.deleted === "true" ? restorableDocuments(tx) : visibleDocuments(tx),
        options.folderId ? { folderId: options.folderId } : {},
        options.status ? { status: options.status } : {},
        before ? { id: { lt: before } } : {},
      ],
    },
    include: PARTS,
    orderBy: { id: "desc" },
    take: options.limit + 1,
  });
  return pageById(rows, options.limit, toDocumentDto);
}

/** What a document says now, in order. Pages go on after an ordinal. */
export async function listPassages(
  tx: TxCtx,
  documentId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  await getDocument(tx, documentId);
  const after = cursorId(cursor);
  const passages = {
    workspaceId: tx.workspaceId,
    source: { type: "document", subjectId: documentId, status: "ready" },
  };
  const from = after && (await tx.db.passage.findFirst({ where: { ...passages, id: after } }));
  const rows = await tx.db.passage.findMany({
    where: { ...passages, ordinal: { gt: from ? from.ordinal : 0 } },
    orderBy: { ordinal: "asc" },
    take: limit + 1,
  });
  return pageById(
    rows,
    limit,
    (row): PassageDto => ({
      id: row.id,
      ordinal: row.ordinal,
      anchor: AnchorDto.parse(row.anchor),
      heading: row.heading,
      text: row.text,
      language: row.language,
      isInstruction: row.isInstruction,
    }),
  );
}

/** The versions of a document, newest first. Pages go on below a version. */
export async function listVersions(
  tx: TxCtx,
  documentId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const below = versionOf(cursor);
  const document = await getDocument(tx, documentId);
  const { workspaceId } = tx;
  const rows = await tx.db.documentVersion.findMany({
    where: { workspaceId, documentId, ...(below === null ? {} : { version: { lt: below } }) },
    include: { file: true },
    orderBy: { version: "desc" },
    take: limit + 1,
  });
  const published = await tx.db.source.findFirst({
    where: { workspaceId, type: "document", subjectId: documentId, status: "ready" },
    select: { version: true },
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1)?.version;
  const items = page.map(
    (row): VersionDto => ({
      version: row.version,
      kind: documentKindOf(row.file.mediaType) ?? DocumentKind.parse(document.kind),
      answers: row.version === published?.version,
      file: toFileDto(row.file),
      pages: row.pageCount,
      createdAt: row.createdAt.toISOString(),
    }),
  );
  return { items, nextCursor: rows.length > limit && last !== undefined ? String(last) : null };
}

function versionOf(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(cursor)) throw invalid("cursor", "This cursor is not one of ours.");
  return Number(cursor);
}

/** Exactly those who may read it. */
export function heardByOf({ workspaceId, audience }: DocumentRow): HeardBy {
  const { kind, conversationId, memberIds } = audience;
  if (kind === "workspace") return { workspaceId, conversationId: null, memberIds: [] };
  if (kind === "conversation") return { workspaceId: null, conversationId, memberIds: [] };
  return { workspaceId: null, conversationId: null, memberIds };
}

/** Of its pages those without text; null where there are none. */
export function picturesOf(row: Pick<DocumentRow, "picturePages" | "pictureRead" | "pictureLeft">) {
  const { picturePages: pages, pictureRead: read, pictureLeft: left } = row;
  return pages > 0 ? ({ pages, read, left } satisfies PicturesDto) : null;
}

export function toDocumentDto(row: DocumentRow): DocumentDto {
  const { audience, versions, createdBy } = row;
  const [current] = versions;
  if (!current) throw new Error("A document has a version.");
  const fault = row.error === null ? null : DocumentFault.parse(row.error);
  return {
    id: row.id,
    title: row.title,
    kind: DocumentKind.parse(row.kind),
    file: toFileDto(current.file),
    folderId: row.folderId,
    visibility:
      audience.kind === "members"
        ? "private"
        : audience.kind === "conversation"
          ? "conversation"
          : "workspace",
    conversationId: audience.conversationId,
    memberIds: audience.memberIds,
    url: row.url,
    version: row.version,
    status: DocumentStatus.parse(row.status),
    stage: DocumentStage.parse(row.stage),
    progress: row.progress,
    error: fault && { code: fault, message: faultSentence(fault) },
    pages: row.pageCount,
    pictures: picturesOf(row),
    passages: row.passageCount,
    language: row.language,
    hasInstructions: row.hasInstructions,
    createdBy: row.createdById && createdBy ? { memberId: row.createdById, name: createdBy.name } : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}
