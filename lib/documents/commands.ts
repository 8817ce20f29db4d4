import { appendAudit } from "@/lib/audit/policy";
import { AppError, invalid, isAppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { getFile } from "@/lib/files/queries";
import { attachFile, detachFiles } from "@/lib/files/uses/commands";
import { enqueue } from "@/lib/outbox";
import { chooseAudience } from "@/lib/sources/audiences/commands";
import { hideSources, moveSources, renameSources, showSources } from "@/lib/sources/passages/commands";
import type { File } from "@/prisma/generated/client";
import { bring } from "./bringing/commands";
import { AFRESH, findSame, isLost, readFrom } from "./copies/commands";
import { documentChanged, documentMoved } from "./events";
import { requireCanAddDocuments, requireCanManageDocument } from "./policy";
import { beginReading } from "./progressing/commands";
import { type DocumentRow, getDeletedDocument, getDocument, heardByOf, toDocumentDto } from "./queries";
import { canGoOn, documentKindOf, faultSentence, isWithoutText, titleOf } from "./rules";
import { readPicturesAgain } from "./scans/commands";
import type { CreateDocument, DocumentDto, DocumentKind, UpdateDocument } from "./schema";
import { indexTitle } from "./titles/commands";

export type Kept = { document: DocumentDto; created: boolean };

/**
 * Keeps a file in the Library and lets it be read. The same bytes for the same readers are recognized: the document that is there is
 * returned; one whose bytes were lost is read from these. Throws UNSUPPORTED for what cannot be read. Emits document.changed and document.received. Audited: exempt, it adds.
 */
export async function createDocument(ctx: Ctx, input: CreateDocument): Promise<Kept> {
  requireCanAddDocuments(ctx);
  // Nothing is fetched for who may not keep it there.
  if (input.url !== undefined) await transaction(ctx, (tx) => findPlace(tx, input));
  const { fileId, title } = await bring(ctx, input);
  return transaction(ctx, async (tx) => {
    const file = await findReadable(tx, fileId);
    const kind = kindOf(file);
    const audienceId = await findPlace(tx, input);
    const same = await findSame(tx, file, audienceId);
    const known = same && (await lockDocument(tx, same.id));
    if (known && !isLost(known)) return { document: toDocumentDto(known), created: false };
    if (known) {
      await readFrom(tx, known, { file, kind });
      return { document: await announce(tx, known.id, "updated"), created: true };
    }
    const id = newId();
    await insertDocument(tx, { id, file, kind, audienceId, ...(title ? { title } : {}), ...input });
    await beginReading(tx, id);
    return { document: await announce(tx, id, "created"), created: true };
  });
}

/** Whom it will be for, once it is certain that there is such a folder. */
async function findPlace(tx: TxCtx, input: CreateDocument): Promise<string> {
  await requireFolder(tx, input.folderId ?? null);
  return chooseAudience(tx, { visibility: "workspace", ...input });
}

/** Another title, folder or readers. Narrowing takes effect at once. Emits document.changed, and document.moved for the index. Audited when readers change. */
export function updateDocument(ctx: Ctx, documentId: string, input: UpdateDocument): Promise<DocumentDto> {
  return transaction(ctx, async (tx) => {
    const row = await lockDocument(tx, documentId);
    requireCanManageDocument(tx, row);
    if (input.folderId !== undefined) await requireFolder(tx, input.folderId);
    const { visibility } = toDocumentDto(row);
    const isMoving = [input.visibility, input.conversationId, input.memberIds].some(
      (part) => part !== undefined,
    );
    const audienceId = isMoving ? await chooseAudience(tx, { visibility, ...input }) : row.audienceId;
    if (audienceId !== row.audienceId) await announce(tx, documentId, "deleted"); // to those who read it until now
    await tx.db.document.update({
      where: keyOf(tx, documentId),
      data: {
        audienceId,
        updatedAt: tx.clock.now(),
        ...(input.title === undefined ? {} : { title: input.title }),
        ...(input.folderId === undefined ? {} : { folderId: input.folderId }),
      },
    });
    const subject = { type: "document" as const, subjectId: documentId };
    if (input.title !== undefined) await renameSources(tx, subject, input.title);
    if (input.title !== undefined) await retitle(tx, documentId);
    if (audienceId !== row.audienceId) await changeReaders(tx, row, audienceId);
    return announce(tx, documentId, "updated");
  });
}

/** Soft: gone from lists, search and answers with this transaction. Emits document.changed. Audited. */
export function deleteDocument(ctx: Ctx, documentId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const row = await lockDocument(tx, documentId);
    requireCanManageDocument(tx, row);
    await announce(tx, documentId, "deleted");
    const now = tx.clock.now();
    await tx.db.document.update({
      where: keyOf(tx, documentId),
      data: { deletedAt: now, deletedById: actorMemberId(tx), updatedAt: now },
    });
    await hideSources(tx, { type: "document", subjectId: documentId });
    await detachFiles(tx, { kind: "document", subjectId: documentId });
    await appendAudit(tx, { action: "document.deleted", target: { kind: "document", id: documentId } });
  });
}

/** Brings a deleted document back, with its readers. Emits document.changed. Audited. */
export function restoreDocument(ctx: Ctx, documentId: string): Promise<DocumentDto> {
  return transaction(ctx, async (tx) => {
    const row = await getDeletedDocument(tx, documentId);
    await tx.db.document.update({
      where: keyOf(tx, documentId),
      data: { deletedAt: null, deletedById: null, updatedAt: tx.clock.now() },
    });
    await showSources(tx, { type: "document", subjectId: documentId });
    await attachVersions(tx, documentId, row.audienceId);
    if (row.status === "queued" || row.status === "processing") await beginReading(tx, documentId);
    const document = await announce(tx, documentId, "restored");
    await appendAudit(tx, { action: "document.restored", target: { kind: "document", id: documentId } });
    return document;
  });
}

/** A new version of a document, which answers once it is indexed; until then the old one does. Emits document.changed and document.received. */
export async function replaceDocument(
  ctx: Ctx,
  documentId: string,
  input: { fileId?: string | undefined; uploadId?: string | undefined },
): Promise<DocumentDto> {
  // Nothing is completed for who may not put it there.
  await transaction(ctx, async (tx) => requireCanManageDocument(tx, await getDocument(tx, documentId)));
  const { fileId } = await bring(ctx, input);
  return transaction(ctx, async (tx) => {
    const row = await lockDocument(tx, documentId);
    requireCanManageDocument(tx, row);
    const file = await findReadable(tx, fileId);
    const kind = kindOf(file);
    const version = row.version + 1;
    await insertVersion(tx, { documentId, version, file, audienceId: row.audienceId });
    await tx.db.document.update({
      where: keyOf(tx, documentId),
      data: { kind, version, ...AFRESH, ...NO_PICTURES, pageCount: null, updatedAt: tx.clock.now() },
    });
    await beginReading(tx, documentId);
    return announce(tx, documentId, "replaced");
  });
}

/** Goes on from the stage that failed or was cancelled, or with pages that nobody has read yet. Throws CONFLICT otherwise. Emits document.changed and document.received. */
export function retryDocument(ctx: Ctx, documentId: string): Promise<DocumentDto> {
  return transaction(ctx, async (tx) => {
    const row = await lockDocument(tx, documentId);
    requireCanManageDocument(tx, row);
    if (!canGoOn(toDocumentDto(row)))
      throw new AppError("CONFLICT", "Only what failed or was cancelled can be tried again.");
    await readPicturesAgain(tx, row);
    await tx.db.document.update({
      where: keyOf(tx, documentId),
      data: { status: "queued", error: null, progress: 0, revivals: 0, updatedAt: tx.clock.now() },
    });
    await beginReading(tx, documentId);
    return announce(tx, documentId, "updated");
  });
}

/** Stops reading a document; what is under way sees it before its next stage. Throws CONFLICT when it has ended. Emits document.changed. */
export function cancelDocument(ctx: Ctx, documentId: string): Promise<DocumentDto> {
  return transaction(ctx, async (tx) => {
    const row = await lockDocument(tx, documentId);
    requireCanManageDocument(tx, row);
    if (row.status !== "queued" && row.status !== "processing")
      throw new AppError("CONFLICT", "This document is not being read.");
    await tx.db.document.update({
      where: keyOf(tx, documentId),
      data: { status: "cancelled", updatedAt: tx.clock.now() },
    });
    return announce(tx, documentId, "updated");
  });
}

const NO_PICTURES = { picturePages: 0, pictureRead: 0, pictureLeft: 0 } as const;

function keyOf(tx: TxCtx, id: string) {
  return { workspaceId_id: { workspaceId: tx.workspaceId, id } };
}

async function lockDocument(tx: TxCtx, documentId: string): Promise<DocumentRow> {
  await tx.db.$queryRaw`
    select 1 from "Document" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${documentId}::uuid for update`;
  return getDocument(tx, documentId);
}

/** Says what happened to exactly those who may read it, and returns it as it is now. */
async function announce(
  tx: TxCtx,
  documentId: string,
  change: "created" | "updated" | "replaced" | "deleted" | "restored",
): Promise<DocumentDto> {
  const row = await getDocument(tx, documentId);
  await enqueue(tx, documentChanged({ documentId, version: row.version, change, heardBy: heardByOf(row) }));
  return toDocumentDto(row);
}

async function findReadable(tx: TxCtx, fileId: string): Promise<File> {
  return getFile(tx, fileId).catch((error: unknown) => {
    throw isAppError(error, "NOT_FOUND")
      ? invalid("fileId", "There is no such file, or you may not read it.")
      : error;
  });
}

function kindOf({ mediaType }: File): DocumentKind {
  const kind = documentKindOf(mediaType);
  if (!kind) throw new AppError("UNSUPPORTED", faultSentence("unsupported"));
  return kind;
}

async function requireFolder(tx: TxCtx, folderId: string | null): Promise<void> {
  if (folderId === null) return;
  const folder = await tx.db.folder.count({ where: { workspaceId: tx.workspaceId, id: folderId } });
  if (folder === 0) throw invalid("folderId", "There is no such folder.");
}

type NewDocument = Pick<CreateDocument, "title" | "folderId" | "url"> & {
  id: string;
  file: File;
  kind: DocumentKind;
  audienceId: string;
};

async function insertDocument(tx: TxCtx, { id, file, kind, audienceId, title, folderId, url }: NewDocument) {
  const { workspaceId } = tx;
  const now = tx.clock.now();
  await tx.db.document.create({
    data: {
      workspaceId,
      id,
      title: title ?? titleOf(file.name),
      kind,
      folderId: folderId ?? null,
      audienceId,
      url: url ?? null,
      createdById: actorMemberId(tx),
      createdAt: now,
      updatedAt: now,
    },
  });
  await insertVersion(tx, { documentId: id, version: 1, file, audienceId });
}

type NewVersion = { documentId: string; version: number; file: File; audienceId: string };

async function insertVersion(
  tx: TxCtx,
  { documentId, version, file, audienceId }: NewVersion,
): Promise<void> {
  await tx.db.documentVersion.create({
    data: {
      workspaceId: tx.workspaceId,
      documentId,
      version,
      fileId: file.id,
      createdById: actorMemberId(tx),
      createdAt: tx.clock.now(),
    },
  });
  await attachFile(tx, { kind: "document", subjectId: documentId, fileId: file.id, audienceId });
}

/** Where there is nothing to find but the title, the index follows it at once. */
async function retitle(tx: TxCtx, documentId: string): Promise<void> {
  const row = await getDocument(tx, documentId);
  const { error } = toDocumentDto(row);
  if (error && isWithoutText(error.code)) await indexTitle(tx, row);
}

/** Files and passages change readers here; the postings follow in a job. */
async function changeReaders(tx: TxCtx, row: DocumentRow, audienceId: string): Promise<void> {
  const documentId = row.id;
  await detachFiles(tx, { kind: "document", subjectId: documentId });
  await attachVersions(tx, documentId, audienceId);
  await moveSources(tx, { type: "document", subjectId: documentId }, audienceId);
  await enqueue(tx, documentMoved({ documentId }));
  const after = toDocumentDto(await getDocument(tx, documentId));
  const readers = ({ visibility, conversationId, memberIds }: DocumentDto) => ({
    visibility,
    conversationId,
    memberIds,
  });
  await appendAudit(tx, {
    action: "document.shared",
    target: { kind: "document", id: documentId },
    before: readers(toDocumentDto(row)),
    after: readers(after),
  });
}

async function attachVersions(tx: TxCtx, documentId: string, audienceId: string): Promise<void> {
  const versions = await tx.db.documentVersion.findMany({
    where: { workspaceId: tx.workspaceId, documentId },
    select: { fileId: true },
  });
  for (const { fileId } of versions)
    await attachFile(tx, { kind: "document", subjectId: documentId, fileId, audienceId });
}
