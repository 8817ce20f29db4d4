import type { TxCtx } from "@/lib/ctx";
import { openSource, publishSource, purgePassages, putPassages } from "@/lib/sources/passages/commands";
import type { DocumentRow } from "../queries";

/** Of the source that holds nothing but a title. Every version that has text takes its place. */
const NO_VERSION = 0;

/**
 * Makes a document that has no text findable by its title: a passage that says nothing, so that it is never quoted or counted as an answer,
 * and comes before the first, so that it is not listed. Does nothing where an earlier version has text and answers. Emits: none. Exempt
 * from audit: it derives.
 */
export async function indexTitle(tx: TxCtx, row: DocumentRow): Promise<void> {
  const subject = { type: "document" as const, subjectId: row.id };
  const { workspaceId } = tx;
  const texts = await tx.db.source.count({
    where: { workspaceId, ...subject, status: "ready", version: { not: NO_VERSION } },
  });
  if (texts > 0) return;
  const { title, audienceId, createdAt } = row;
  const sourceId = await openSource(tx, { ...subject, version: NO_VERSION, title, audienceId, createdAt });
  const nothing = { text: "", heading: null, language: null, isInstruction: false };
  await putPassages(tx, sourceId, [{ ordinal: 0, anchor: { kind: "text", start: 0, end: 0 }, ...nothing }]);
  await publishSource(tx, sourceId);
  await purgePassages(tx, { ...subject, isGone: false }); // of the title before
}
