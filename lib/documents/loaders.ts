import "server-only";
import { cache } from "react";
import { notFound } from "@/lib/core/errors";
import { Id } from "@/lib/core/ids";
import { read, type TxCtx } from "@/lib/ctx";
import { isAdmin } from "@/lib/members/rules";
import { getPageCtx, orNotFound } from "@/lib/web/page";
import { listFolders } from "./folders/queries";
import { getIndexHealth } from "./health/queries";
import type { IndexHealthDto } from "./health/schema";
import { getDocument, listDocuments, toDocumentDto } from "./queries";
import type { DocumentDto, FolderDto } from "./schema";

const PAGE = 100;

/** The newest documents and all folders that the viewer may see; the browser fetches the rest. */
export async function loadLibrary(slug: string): Promise<{ documents: DocumentDto[]; folders: FolderDto[] }> {
  const ctx = await getPageCtx(slug);
  return read(ctx, async (tx) => ({
    documents: (await listDocuments(tx, { deleted: "false", limit: PAGE })).items,
    folders: await allFolders(tx),
  }));
}

async function allFolders(tx: TxCtx): Promise<FolderDto[]> {
  const folders: FolderDto[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listFolders(tx, { limit: PAGE, cursor: cursor ?? undefined });
    folders.push(...page.items);
    cursor = page.nextCursor;
  }
  return folders;
}

/** A document; else the not-found page, also when it exists and the viewer may not read it. */
export const loadDocument = cache(
  async (slug: string, id: string): Promise<{ document: DocumentDto; folders: FolderDto[] }> => {
    const ctx = await getPageCtx(slug);
    const load = async () => {
      const parsed = Id.safeParse(id);
      if (!parsed.success) throw notFound("document");
      return read(ctx, async (tx) => ({
        document: toDocumentDto(await getDocument(tx, parsed.data)),
        folders: await allFolders(tx),
      }));
    };
    return orNotFound(load());
  },
);

/** A document by the id in an address; null where there is none, or none that the viewer may read. */
export async function findDocumentTitle(
  slug: string,
  id: string | string[] | undefined,
): Promise<{ documentId: string; title: string } | null> {
  const documentId = Id.safeParse(id).data;
  if (!documentId) return null;
  const ctx = await getPageCtx(slug);
  const found = await read(ctx, (tx) => getDocument(tx, documentId)).catch(() => null);
  return found && { documentId, title: found.title };
}

/** How the index is; for who is no admin the page does not exist. */
export async function loadIndexHealth(slug: string): Promise<IndexHealthDto> {
  const ctx = await getPageCtx(slug);
  const load = async () => {
    const { actor } = ctx;
    if (actor.kind !== "member" || !isAdmin(actor.role)) throw notFound("page");
    return read(ctx, getIndexHealth);
  };
  return orNotFound(load());
}
