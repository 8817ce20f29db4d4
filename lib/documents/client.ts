import { call } from "@/lib/core/call";
import {
  type CreateDocument,
  type CreateFolder,
  cancelDocumentRoute,
  createDocumentRoute,
  createFolderRoute,
  type DocumentPart,
  type DocumentStatus,
  deleteDocumentRoute,
  deleteFolderRoute,
  type FolderDto,
  getDocumentRoute,
  getTextRoute,
  listDocumentsRoute,
  listFoldersRoute,
  listVersionsRoute,
  replaceDocumentRoute,
  restoreDocumentRoute,
  retryDocumentRoute,
  type UpdateDocument,
  type UpdateFolder,
  updateDocumentRoute,
  updateFolderRoute,
} from "./schema";

type InWorkspace = { workspace: string };
type Of = InWorkspace & { documentId: string };
type OfFolder = InWorkspace & { folderId: string };

export const fetchDocuments = (
  params: InWorkspace,
  query: { cursor?: string; deleted?: "true"; status?: DocumentStatus } = {},
) => call(listDocumentsRoute, { params, query: { ...query, limit: 100 } });
export const postDocument = (params: InWorkspace, body: CreateDocument) =>
  call(createDocumentRoute, { params, body });
export const fetchDocument = (params: Of) => call(getDocumentRoute, { params });
export const patchDocument = (params: Of, body: UpdateDocument) =>
  call(updateDocumentRoute, { params, body });
export const deleteDocument = (params: Of) => call(deleteDocumentRoute, { params });
export const restoreDocument = (params: Of) => call(restoreDocumentRoute, { params });
export const retryDocument = (params: Of) => call(retryDocumentRoute, { params });
export const cancelDocument = (params: Of) => call(cancelDocumentRoute, { params });
export const replaceDocument = (params: Of, fileId: string) =>
  call(replaceDocumentRoute, { params, body: { fileId } });
export const fetchVersions = (params: Of) => call(listVersionsRoute, { params, query: { limit: 100 } });

/** All folders that one may see. */
export async function fetchFolders(params: InWorkspace): Promise<FolderDto[]> {
  const folders: FolderDto[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await call(listFoldersRoute, {
      params,
      query: { limit: 100, ...(cursor ? { cursor } : {}) },
    });
    folders.push(...page.items);
    cursor = page.nextCursor;
  }
  return folders;
}

export const postFolder = (params: InWorkspace, body: CreateFolder) =>
  call(createFolderRoute, { params, body });
export const patchFolder = (params: OfFolder, body: UpdateFolder) =>
  call(updateFolderRoute, { params, body });
export const deleteFolder = (params: OfFolder) => call(deleteFolderRoute, { params });

/** What a version says as it was read, all of it. NOT_FOUND also where it has not been read. */
export async function fetchText(params: Of, version: number): Promise<DocumentPart[]> {
  const parts: DocumentPart[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await call(getTextRoute, { params, query: { version, ...(cursor ? { cursor } : {}) } });
    parts.push(...page.items);
    cursor = page.nextCursor;
  }
  return parts;
}
