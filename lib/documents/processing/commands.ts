import { z } from "zod";
import { newBlobPath } from "@/lib/core/files";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { AnchorDto } from "@/lib/messages/schema";
import { enqueue } from "@/lib/outbox";
import { addressesAssistants } from "@/lib/sources/instructions/rules";
import { openSource, publishSource, purgePassages, putPassages } from "@/lib/sources/passages/commands";
import type { NewPassage } from "@/lib/sources/passages/schema";
import { cutParts, languageOf, mostOf } from "../cutting/rules";
import { documentChanged, documentProgressed } from "../events";
import { type DocumentRow, getDocument, heardByOf } from "../queries";
import { hasReached, isWithoutText } from "../rules";
import { type DocumentFault, DocumentKind, DocumentPart, DocumentStage, DocumentStatus } from "../schema";
import { indexTitle } from "../titles/commands";

/**
 * The stages of a document, each a step of a job. Every one may be repeated, and does nothing once the document was deleted, cancelled or
 * replaced. All emit document.progressed to its readers. Exempt from audit: they derive.
 */
export type Work = { documentId: string; version: number };

/** received -> read: keeps the text that is in the file. False when there is nothing to go on with. */
export async function readDocument(ctx: Ctx, work: Work): Promise<boolean> {
  const row = await takeUp(ctx, work);
  const current = row?.versions[0];
  if (!row || !current) return false;
  if (current.textPath && hasReached(row.stage, "read")) return true;
  const parts = await parse(ctx, work, { kind: DocumentKind.parse(row.kind), path: current.file.blobPath });
  if (!Array.isArray(parts)) return parts === null ? false : failDocument(ctx, work, parts);
  const textPath = newBlobPath();
  await putJson(ctx, textPath, parts);
  const pages = parts.filter(({ place }) => place.kind !== "text").length || null;
  const isKept = await reach(ctx, work, "read", async (tx) => {
    await tx.db.documentVersion.update({ where: keyOf(tx, work), data: { textPath, pageCount: pages } });
    return { pageCount: pages };
  });
  if (!isKept) await ctx.blob.delete([textPath]);
  return isKept;
}

/** read -> cut: makes passages of the text. Answers how many, or null when there is nothing to go on with. */
export async function cutDocument(ctx: Ctx, work: Work): Promise<number | null> {
  const row = await takeUp(ctx, work);
  const textPath = row?.versions[0]?.textPath;
  if (!row || !textPath) return null;
  const parts = z.array(DocumentPart).parse(await getJson(ctx, textPath));
  const passages = cutParts(parts).map(
    (passage): NewPassage => ({
      ...passage,
      language: languageOf(passage.text),
      isInstruction: addressesAssistants(passage.text),
    }),
  );
  await putJson(ctx, passagesAt(textPath), passages);
  const isKept = await reach(ctx, work, "cut", async () => ({
    hasInstructions: passages.some(({ isInstruction }) => isInstruction),
    language: mostOf(passages.map(({ language }) => language)),
  }));
  return isKept ? passages.length : null;
}

/** So many passages go into the index with one transaction. */
export const INDEXED_AT_ONCE = 200;

/** cut -> indexed, a batch of passages from an ordinal on. False when there is nothing to go on with. */
export async function indexPassages(ctx: Ctx, work: Work, from: number): Promise<boolean> {
  const row = await takeUp(ctx, work);
  const textPath = row?.versions[0]?.textPath;
  if (!row || !textPath) return false;
  const all = z.array(Passage).parse(await getJson(ctx, passagesAt(textPath)));
  const sourceId = await openSource(ctx, {
    type: "document",
    subjectId: row.id,
    version: row.version,
    title: row.title,
    audienceId: row.audienceId,
    createdAt: row.createdAt,
  });
  await putPassages(ctx, sourceId, all.slice(from, from + INDEXED_AT_ONCE));
  const done = Math.min(all.length, from + INDEXED_AT_ONCE);
  return progress(ctx, work, { progress: Math.floor((100 * done) / all.length) });
}

/** indexed: from here on it is found, and the version before it no longer. Emits document.changed too. */
export function publishDocument(ctx: Ctx, work: Work, passages: number): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    const row = await takeUp(tx, work);
    if (!row) return false;
    const source = await tx.db.source.findFirst({
      where: { workspaceId: tx.workspaceId, type: "document", subjectId: row.id, version: row.version },
      select: { id: true },
    });
    if (!source) return false;
    await publishSource(tx, source.id);
    await reach(tx, work, "indexed", async () => ({
      status: "ready",
      progress: 100,
      passageCount: passages,
    }));
    const { documentId, version } = work;
    await enqueue(tx, documentChanged({ documentId, version, change: "published", heardBy: heardByOf(row) }));
    return true;
  });
}

/** Clears away what the last version left in the index. */
export function clearSuperseded(ctx: Ctx, { documentId }: Work): Promise<number> {
  return purgePassages(ctx, { type: "document", subjectId: documentId, isGone: false });
}

/** Ends the reading of a document with the reason; one without text is found by its title. Always false: there is nothing to go on with. */
export async function failDocument(ctx: Ctx, work: Work, fault: DocumentFault): Promise<false> {
  await transaction(ctx, async (tx) => {
    const isEnded = await progress(tx, work, { status: "failed", error: fault });
    if (isEnded && isWithoutText(fault)) await indexTitle(tx, await getDocument(tx, work.documentId));
  });
  return false;
}

const Passage = z.object({
  ordinal: z.int(),
  anchor: AnchorDto,
  text: z.string(),
  heading: z.string().nullable(),
  language: z.string().nullable(),
  isInstruction: z.boolean(),
});

/** Its row locked and marked as being worked on; null when this version is not to be read any more. */
function takeUp(ctx: Ctx | TxCtx, { documentId, version }: Work): Promise<DocumentRow | null> {
  return transaction(ctx, async (tx) => {
    const { count } = await tx.db.document.updateMany({
      where: {
        workspaceId: tx.workspaceId,
        id: documentId,
        version,
        deletedAt: null,
        status: { in: ["queued", "processing"] },
      },
      data: { status: "processing", updatedAt: tx.clock.now() },
    });
    return count > 0 ? getDocument(tx, documentId) : null;
  });
}

type Change = {
  status?: DocumentStatus;
  stage?: DocumentStage;
  progress?: number;
  revivals?: number;
  error?: DocumentFault;
  pageCount?: number | null;
  passageCount?: number;
  hasInstructions?: boolean;
  language?: string | null;
};

function reach(ctx: Ctx | TxCtx, work: Work, stage: DocumentStage, more: (tx: TxCtx) => Promise<Change>) {
  return transaction(ctx, async (tx) => {
    if (!(await takeUp(tx, work))) return false;
    return progress(tx, work, { progress: 0, revivals: 0, stage, ...(await more(tx)) });
  });
}

/** Writes down how far it is and says so. False when this version is not to be read any more. */
function progress(ctx: Ctx | TxCtx, work: Work, change: Change): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    if (!(await takeUp(tx, work))) return false;
    await tx.db.document.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: work.documentId } },
      data: { ...change, updatedAt: tx.clock.now() },
    });
    const row = await getDocument(tx, work.documentId);
    await enqueue(
      tx,
      documentProgressed({
        documentId: row.id,
        version: row.version,
        status: DocumentStatus.parse(row.status),
        stage: DocumentStage.parse(row.stage),
        progress: row.progress,
        error: change.error ?? null,
        heardBy: heardByOf(row),
      }),
    );
    return true;
  });
}

function keyOf(tx: TxCtx, { documentId, version }: Work) {
  return { workspaceId_documentId_version: { workspaceId: tx.workspaceId, documentId, version } };
}

const TELL_EACH_MS = 1_000;

/** What is in the file, or why it cannot be read; null when it was cancelled, replaced or deleted meanwhile, which ends the reading. */
async function parse(
  ctx: Ctx,
  work: Work,
  { kind, path }: { kind: DocumentKind; path: string },
): Promise<DocumentPart[] | DocumentFault | null> {
  const blob = await ctx.blob.get(path);
  if (!blob) return "missing";
  const stop = new AbortController();
  let toldAt = 0;
  const onProgress = (percent: number) => {
    if (Date.now() - toldAt < TELL_EACH_MS) return;
    toldAt = Date.now();
    progress(ctx, work, { progress: percent }).then(
      (isWanted) => void (isWanted || stop.abort()),
      () => undefined, // the next one tells it
    );
  };
  try {
    const parsed = await ctx.parser.parse(blob.body, { kind, signal: stop.signal, onProgress });
    return parsed.ok ? parsed.parts : parsed.fault;
  } catch (error) {
    if (stop.signal.aborted) return null;
    throw error;
  }
}

function passagesAt(textPath: string): string {
  return `${textPath}-cut`;
}

async function putJson(ctx: Ctx, path: string, value: unknown): Promise<void> {
  await ctx.blob.put(path, Buffer.from(JSON.stringify(value)), { contentType: "application/json" });
}

async function getJson(ctx: Ctx, path: string): Promise<unknown> {
  const bytes = await bytesOf(ctx, path);
  if (!bytes) throw new Error("The text of a document is not where it was kept.");
  return JSON.parse(new TextDecoder().decode(bytes));
}

async function bytesOf(ctx: Ctx, path: string): Promise<Uint8Array | null> {
  const blob = await ctx.blob.get(path);
  return blob && new Uint8Array(await new Response(blob.body).arrayBuffer());
}
