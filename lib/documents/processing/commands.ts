import { z } from "zod";
import { newBlobPath } from "@/lib/core/files";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { AnchorDto } from "@/lib/messages/schema";
import { enqueue } from "@/lib/outbox";
import { addressesAssistants } from "@/lib/sources/instructions/rules";
import {
  clearPassages,
  openSource,
  publishSource,
  purgePassages,
  putPassages,
} from "@/lib/sources/passages/commands";
import type { NewPassage, SourceOf } from "@/lib/sources/passages/schema";
import { cutParts, languageOf, mostOf } from "../cutting/rules";
import { documentChanged } from "../events";
import { failDocument, progress, reach, takeUp } from "../progressing/commands";
import type { Work } from "../progressing/schema";
import { type DocumentRow, heardByOf } from "../queries";
import { hasReached } from "../rules";
import { notePictures } from "../scans/commands";
import { emptyPages, pagesWithoutText } from "../scans/rules";
import { type DocumentFault, DocumentKind, DocumentPart } from "../schema";
import { getBatch, getJson, putBatches, putJson } from "../text/commands";

/**
 * The stages of a document, each a step of a job. Every one may be repeated, and does nothing once the document was deleted, cancelled or
 * replaced. All emit document.progressed to its readers. Exempt from audit: they derive.
 */

/**
 * received -> read: keeps the text that is in the file. Answers how many of its pages have none, and may be pictures to be read; null when there
 * is nothing to go on with.
 */
export async function readDocument(ctx: Ctx, work: Work): Promise<number | null> {
  const row = await takeUp(ctx, work);
  const current = row?.versions[0];
  if (!row || !current) return null;
  if (current.textPath && hasReached(row.stage, "read"))
    return hasReached(row.stage, "recognized") ? 0 : row.picturePages;
  const kind = DocumentKind.parse(row.kind);
  const parts = await parse(ctx, work, { kind, path: current.file.blobPath });
  if (!Array.isArray(parts)) {
    if (parts !== null) await failDocument(ctx, work, parts);
    return null;
  }
  const pictures = kind === "pdf" || kind === "image" ? pagesWithoutText(parts) : [];
  const textPath = newBlobPath();
  await putJson(ctx, textPath, parts);
  const pages = parts.filter(({ place }) => place.kind !== "text").length || null;
  const isKept = await reach(ctx, work, "read", async (tx) => {
    await tx.db.documentVersion.update({ where: keyOf(tx, work), data: { textPath, pageCount: pages } });
    return { pageCount: pages, ...(await notePictures(tx, work, pictures)) };
  });
  if (!isKept) await ctx.blob.delete([textPath]);
  return isKept ? pictures.length : null;
}

/** read or recognized -> cut: makes passages of the text. Answers how many, or null when there is nothing to go on with. */
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
  await putBatches(ctx, passagesAt(textPath), batchesOf(passages));
  const isKept = await reach(ctx, work, "cut", async () => ({
    hasInstructions: passages.some(({ isInstruction }) => isInstruction),
    language: mostOf(passages.map(({ language }) => language)),
  }));
  return isKept ? passages.length : null;
}

/** So many passages go into the index with one transaction. */
export const INDEXED_AT_ONCE = 200;

function batchesOf(passages: NewPassage[]): z.infer<typeof Batch>[] {
  const batches = Math.ceil(passages.length / INDEXED_AT_ONCE);
  return Array.from({ length: batches }, (_, at) => ({
    of: passages.length,
    passages: passages.slice(at * INDEXED_AT_ONCE, (at + 1) * INDEXED_AT_ONCE),
  }));
}

/**
 * cut -> indexed, a batch of passages from an ordinal on, in place of those that an earlier attempt put there. False when there is nothing to
 * go on with. One transaction, that holds the document's row: whoever changes its readers comes before the batch, which then is for the new
 * ones, or after it, and takes it along.
 */
export async function indexPassages(ctx: Ctx, work: Work, from: number): Promise<boolean> {
  const textPath = (await takeUp(ctx, work))?.versions[0]?.textPath;
  if (!textPath) return false;
  const batch = Batch.parse(await getBatch(ctx, passagesAt(textPath), from / INDEXED_AT_ONCE));
  const before = from + INDEXED_AT_ONCE;
  return transaction(ctx, async (tx) => {
    const row = await takeUp(tx, work);
    if (row?.versions[0]?.textPath !== textPath) return false;
    const sourceId = await openSource(tx, sourceOf(row));
    await clearPassages(tx, sourceId, { from: from + 1, before: before + 1 });
    await putPassages(tx, sourceId, batch.passages);
    return progress(tx, work, { progress: Math.floor((100 * Math.min(batch.of, before)) / batch.of) });
  });
}

function sourceOf(row: DocumentRow): SourceOf {
  const { id, version, title, audienceId, createdAt } = row;
  return { type: "document", subjectId: id, version, title, audienceId, createdAt };
}

/** indexed: from here on it is found, and the version before it no longer. Emits document.changed too. */
export function publishDocument(ctx: Ctx, work: Work, passages: number): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    const row = await takeUp(tx, work);
    if (!row) return false;
    const sourceId = await openSource(tx, sourceOf(row));
    await clearPassages(tx, sourceId, { from: passages + 1 }); // of an earlier attempt that found more
    const kept = await tx.db.passage.count({ where: { workspaceId: tx.workspaceId, sourceId } });
    if (kept !== passages) throw new Error("A version is published when it is whole.");
    await publishSource(tx, sourceId);
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

const Passage = z.object({
  ordinal: z.int(),
  anchor: AnchorDto,
  text: z.string(),
  heading: z.string().nullable(),
  language: z.string().nullable(),
  isInstruction: z.boolean(),
});

/** Some of the passages of a version, and how many it has. */
const Batch = z.object({ of: z.int(), passages: z.array(Passage) });

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
    if (parsed.ok) return parsed.parts;
    return parsed.fault === "scan" ? emptyPages(parsed.pages) : parsed.fault;
  } catch (error) {
    if (stop.signal.aborted) return null;
    throw error;
  }
}

function passagesAt(textPath: string): string {
  return `${textPath}-cut`;
}
