import type { TxCtx } from "@/lib/ctx";
import type { Work } from "../progressing/schema";
import { DocumentFault } from "../schema";
import { type PicturesDto, ScannedStatus, SeenParagraphs } from "./schema";

/** The next pages that wait to be read, by their numbers. */
export async function listWaitingPages(tx: TxCtx, work: Work, most: number): Promise<number[]> {
  const rows = await tx.db.scannedPage.findMany({
    where: { ...versionOf(tx, work), status: "waiting" },
    orderBy: { page: "asc" },
    take: most,
    select: { page: true },
  });
  return rows.map(({ page }) => page);
}

/** What was read on each page, by its number. */
export async function listReadPages(tx: TxCtx, work: Work): Promise<Map<number, SeenParagraphs>> {
  const rows = await tx.db.scannedPage.findMany({
    where: { ...versionOf(tx, work), status: "read" },
    select: { page: true, paragraphs: true },
  });
  return new Map(rows.map(({ page, paragraphs }) => [page, SeenParagraphs.parse(paragraphs)]));
}

/** How many pages are pictures, as far as it is known; on how many words were found; and how many wait, or wait for another try. */
export async function countPictures(tx: TxCtx, work: Work): Promise<PicturesDto> {
  const rows = await tx.db.scannedPage.groupBy({
    by: ["status"],
    where: versionOf(tx, work),
    _count: true,
  });
  const of = (...statuses: ScannedStatus[]) =>
    rows.reduce((sum, row) => sum + (statuses.includes(ScannedStatus.parse(row.status)) ? row._count : 0), 0);
  return {
    pages: of("waiting", "read", "wordless", "failed"),
    read: of("read"),
    left: of("waiting", "failed"),
  };
}

/** Why there are no words in a document that is nothing but pictures. */
export async function whyWordless(tx: TxCtx, work: Work): Promise<DocumentFault> {
  const pages = await tx.db.scannedPage.findMany({
    where: versionOf(tx, work),
    distinct: ["status"],
    orderBy: [{ status: "asc" }, { updatedAt: "desc" }],
    select: { status: true, fault: true },
  });
  const has = (status: ScannedStatus) => pages.find((page) => page.status === status);
  const failed = has("failed");
  if (failed) return DocumentFault.catch("reader_away").parse(failed.fault);
  return has("wordless") && !has("waiting") ? "wordless" : "scan";
}

export function versionOf(tx: TxCtx, { documentId, version }: Work) {
  return { workspaceId: tx.workspaceId, documentId, version };
}
