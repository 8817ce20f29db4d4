import { findCollection } from "@/lib/collections/queries";
import { listCollectedIds } from "@/lib/collections/sources/queries";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { findFolder, listDocumentsIn } from "@/lib/documents/folders/queries";
import { visibleDocuments } from "@/lib/documents/policy";
import type { PlaceKind } from "../schema";

/** A place of the Library, and what is searched in it. Its readers are filtered where candidates are drawn. */
export type LibraryPlace = { kind: PlaceKind; id: string; name: string; sourceIds: string[] };

/** Null where there is no such place, or none that the actor may look in. */
export async function findLibraryPlace(
  tx: TxCtx,
  { kind, id }: { kind: PlaceKind; id: string },
): Promise<LibraryPlace | null> {
  if (kind === "folder") {
    const folder = await findFolder(tx, id);
    return folder && { kind, id, name: folder.name, sourceIds: await listDocumentsIn(tx, id) };
  }
  if (kind === "collection") {
    const found = await findCollection(tx, id);
    return (
      found && { kind, id, name: found.name, sourceIds: await listCollectedIds(tx, id, actorMemberId(tx)) }
    );
  }
  const document = await tx.db.document.findFirst({
    where: { AND: [visibleDocuments(tx), { id }] },
    select: { title: true },
  });
  return document && { kind, id, name: document.title, sourceIds: [id] };
}
