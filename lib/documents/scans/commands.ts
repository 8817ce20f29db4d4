import { z } from "zod";
import { AppError, isAppError } from "@/lib/core/errors";
import { newBlobPath } from "@/lib/core/files";
import { type Ctx, read, type TxCtx, transaction } from "@/lib/ctx";
import { beginReading, type Change, failDocument, progress, reach, takeUp } from "../progressing/commands";
import type { Work } from "../progressing/schema";
import type { DocumentRow } from "../queries";
import { hasReached } from "../rules";
import { type DocumentFault, DocumentPart } from "../schema";
import { getJson, putJson } from "../text/commands";
import { countPictures, listReadPages, listWaitingPages, versionOf, whyWordless } from "./queries";
import { lookAt } from "./reading/commands";
import { keepableParagraphs, withWords } from "./rules";
import type { ScannedStatus, SeenParagraphs } from "./schema";

/**
 * Pages whose words are in a picture. Each is a row, and read once: whatever is interrupted goes on with the next one. All emit
 * document.progressed to its readers, unless told otherwise. Exempt from audit: they derive.
 */

/** So many pages are read with one step, each of which takes seconds. */
const READ_AT_ONCE = 4;

/** Notes which pages have no text. Returns what changes of the document; the caller says it. Emits: none. */
export async function notePictures(tx: TxCtx, work: Work, pages: number[]): Promise<Change> {
  await tx.db.scannedPage.deleteMany({ where: versionOf(tx, work) });
  const now = tx.clock.now();
  await tx.db.scannedPage.createMany({
    data: pages.map((page) => ({ ...versionOf(tx, work), page, updatedAt: now })),
  });
  return { picturePages: pages.length, pictureRead: 0, pictureLeft: pages.length };
}

/**
 * Reads the pictures of the next pages. Answers how many wait after them: none where nothing is configured that reads them. Null when there is
 * nothing to go on with. Throws UNAVAILABLE, UNSUPPORTED and QUOTA as the engine does; pages that were read are kept.
 */
export async function readPictures(ctx: Ctx, work: Work): Promise<number | null> {
  const current = (await takeUp(ctx, work))?.versions[0];
  if (!current) return null;
  const pages = await read(ctx, (tx) => listWaitingPages(tx, work, READ_AT_ONCE));
  if (pages.length === 0 || !ctx.ocr.engine()) return 0;
  const blob = await ctx.blob.get(current.file.blobPath);
  if (!blob) throw new AppError("UNSUPPORTED", "The bytes of this document are no longer there.");
  for (const { page, jpeg } of await ctx.parser.draw(blob.body, pages)) {
    const seen: Seen = jpeg ? await lookWithNote(ctx, work, page, jpeg) : { status: "undrawable" };
    if (!(await keepPage(ctx, work, page, seen))) return null;
  }
  return read(ctx, async (tx) => (await listWaitingPages(tx, work, READ_AT_ONCE)).length);
}

type Seen = { status: ScannedStatus; paragraphs?: SeenParagraphs; fault?: DocumentFault };

/** What stands on a page. One that takes too long does not keep the others from being read. Why it failed is noted before it is thrown. */
async function lookWithNote(ctx: Ctx, work: Work, page: number, jpeg: Uint8Array): Promise<Seen> {
  try {
    const paragraphs = keepableParagraphs((await lookAt(ctx, jpeg)).paragraphs);
    return paragraphs.length > 0 ? { status: "read", paragraphs } : { status: "wordless" };
  } catch (error) {
    if (isAppError(error, "TOO_LARGE")) return { status: "failed", fault: "too_slow" };
    const fault = faultOf(error);
    await transaction(ctx, (tx) =>
      tx.db.scannedPage.updateMany({ where: { ...versionOf(tx, work), page }, data: { fault } }),
    );
    throw error;
  }
}

function faultOf(error: unknown): DocumentFault {
  if (isAppError(error, "QUOTA")) return "over_budget";
  return isAppError(error, "UNSUPPORTED") ? "reader_refused" : "reader_away";
}

/** False when this version is not to be read any more. */
function keepPage(ctx: Ctx, work: Work, page: number, seen: Seen): Promise<boolean> {
  const { status, paragraphs = [], fault = null } = seen;
  return transaction(ctx, async (tx) => {
    if (!(await takeUp(tx, work))) return false;
    await tx.db.scannedPage.updateMany({
      where: { ...versionOf(tx, work), page },
      data: { status, paragraphs, fault, updatedAt: tx.clock.now() },
    });
    return progress(tx, work, { revivals: 0, ...(await counted(tx, work)) });
  });
}

async function counted(tx: TxCtx, work: Work): Promise<Change> {
  const { pages, read: found, left } = await countPictures(tx, work);
  return {
    picturePages: pages,
    pictureRead: found,
    pictureLeft: left,
    progress: pages === 0 ? 100 : Math.floor((100 * (pages - left)) / pages),
  };
}

/** The pages that are left are not tried again until somebody asks for it: however often it was tried, it failed. */
export async function leavePictures(ctx: Ctx, work: Work): Promise<void> {
  await transaction(ctx, async (tx) => {
    if (!(await takeUp(tx, work))) return;
    const noted = await tx.db.scannedPage.findFirst({
      where: { ...versionOf(tx, work), status: "waiting", fault: { not: null } },
      select: { fault: true },
    });
    await tx.db.scannedPage.updateMany({
      where: { ...versionOf(tx, work), status: "waiting" },
      data: { status: "failed", fault: noted?.fault ?? ("reader_away" satisfies DocumentFault) },
    });
    await progress(tx, work, await counted(tx, work));
  });
}

/**
 * read -> recognized: the text of the document gets the words of its pictures. Where there are none, and no other text, the document ends with
 * the reason. False when there is nothing to go on with.
 */
export async function recognizeDocument(ctx: Ctx, work: Work): Promise<boolean> {
  const row = await takeUp(ctx, work);
  const before = row?.versions[0]?.textPath;
  if (!row || !before) return false;
  if (hasReached(row.stage, "recognized")) return true;
  const pages = await read(ctx, (tx) => listReadPages(tx, work));
  const parts = z
    .array(DocumentPart)
    .parse(await getJson(ctx, before))
    .map((part) => wordsOf(part, pages));
  if (!parts.some(({ text }) => /[\p{L}\p{N}]/u.test(text)))
    return failDocument(ctx, work, await read(ctx, (tx) => whyWordless(tx, work)));
  const textPath = newBlobPath();
  await putJson(ctx, textPath, parts);
  const isKept = await reach(ctx, work, "recognized", async (tx) => {
    await tx.db.documentVersion.update({
      where: { workspaceId_documentId_version: versionOf(tx, work) },
      data: { textPath },
    });
    return {};
  });
  await ctx.blob.delete(isKept ? [before, `${before}-cut`] : [textPath]);
  return isKept;
}

function wordsOf(part: DocumentPart, pages: Map<number, SeenParagraphs>): DocumentPart {
  const paragraphs = part.place.kind === "page" ? pages.get(part.place.page) : undefined;
  return paragraphs ? withWords(part, paragraphs) : part;
}

/** Somebody wants it to be tried again: pages that failed wait once more, and in a scan without a word every page. Emits: none. */
export async function readPicturesAgain(tx: TxCtx, row: DocumentRow): Promise<void> {
  if (row.picturePages === 0 && row.error !== "scan") return;
  const work = { documentId: row.id, version: row.version };
  const again: ScannedStatus[] = row.pictureRead === 0 ? ["failed", "wordless", "undrawable"] : ["failed"];
  const { count } = await tx.db.scannedPage.updateMany({
    where: { ...versionOf(tx, work), status: { in: again } },
    data: { status: "waiting", updatedAt: tx.clock.now() },
  });
  const { pages, read: found, left } = await countPictures(tx, work);
  if (count === 0 && left === 0) return;
  await tx.db.document.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: row.id } },
    data: {
      picturePages: pages,
      pictureRead: found,
      pictureLeft: left,
      ...(hasReached(row.stage, "recognized") ? { stage: "read" } : {}),
    },
  });
}

const RESUMED_AT_ONCE = 20;

/**
 * Goes on with scans that were brought while nothing was configured that reads them, once there is something. Answers how many documents that
 * were. Emits document.received.
 */
export async function resumeScans(ctx: Ctx): Promise<number> {
  if (!ctx.ocr.engine()) return 0;
  return transaction(ctx, async (tx) => {
    const due = await tx.db.$queryRaw<{ id: string }[]>`
      select d.id from "Document" d
      where d."workspaceId" = ${tx.workspaceId}::uuid and d."deletedAt" is null and (
        (d.status = 'failed' and d.error = 'scan' and d."picturePages" = 0 and d."pageCount" is null)
        or (d.status = 'ready' or (d.status = 'failed' and d.error = 'scan')) and exists (
          select 1 from "ScannedPage" p where p."workspaceId" = d."workspaceId" and p."documentId" = d.id and p.version = d.version
            and p.status = 'waiting'))
      order by d.id limit ${RESUMED_AT_ONCE} for update of d skip locked`;
    for (const { id } of due) {
      await tx.db.document.update({
        where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
        data: { status: "queued", error: null, progress: 0, revivals: 0, updatedAt: tx.clock.now() },
      });
      await tx.db.document.updateMany({
        where: { workspaceId: tx.workspaceId, id, stage: { notIn: ["received", "read"] } },
        data: { stage: "read" },
      });
      await beginReading(tx, id);
    }
    return due.length;
  });
}
