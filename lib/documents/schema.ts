import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";
import { FileDto } from "@/lib/files/kept/schema";
import { AnchorDto } from "@/lib/messages/schema";
import { PicturesDto, ScannedLine } from "./scans/schema";

export const DocumentKind = z.enum([
  "pdf",
  "docx",
  "pptx",
  "xlsx",
  "csv",
  "markdown",
  "html",
  "text",
  "image",
]);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** Who may read it: all members but guests, who is in a conversation, or whoever brought it and those named. */
export const DocumentVisibility = z.enum(["workspace", "conversation", "private"]);
export type DocumentVisibility = z.infer<typeof DocumentVisibility>;

export const DocumentStatus = z.enum(["queued", "processing", "ready", "failed", "cancelled"]);
export type DocumentStatus = z.infer<typeof DocumentStatus>;

/**
 * In this order. The last one that was reached; `recognized` only where pages are pictures whose words were read, `embedded` only where there is
 * an embedder.
 */
export const DocumentStage = z.enum(["received", "read", "recognized", "cut", "indexed", "embedded"]);
export type DocumentStage = z.infer<typeof DocumentStage>;

/** Why a document could not be read. */
export const DocumentFault = z.enum([
  "scan",
  "wordless",
  "reader_away",
  "reader_refused",
  "over_budget",
  "empty",
  "encrypted",
  "damaged",
  "too_large",
  "too_many_pages",
  "too_slow",
  "unsupported",
  "missing",
  "internal",
]);
export type DocumentFault = z.infer<typeof DocumentFault>;

export const DocumentDto = z.object({
  id: Id,
  title: z.string(),
  kind: DocumentKind,
  file: FileDto,
  folderId: Id.nullable(),
  visibility: DocumentVisibility,
  /** Of visibility `conversation`. */
  conversationId: Id.nullable(),
  /** Of visibility `private`: everybody who may read it. */
  memberIds: z.array(Id),
  /** Where it was fetched from. */
  url: z.string().nullable(),
  version: z.int(),
  status: DocumentStatus,
  stage: DocumentStage,
  /** Percent of the stage that is being worked on. */
  progress: z.int(),
  error: z.object({ code: DocumentFault, message: z.string() }).nullable(),
  pages: z.int().nullable(),
  /** Null where every page has text. */
  pictures: PicturesDto.nullable(),
  passages: z.int(),
  language: z.string().nullable(),
  /** A passage addresses assistants. It is quoted as what it is, and not followed. */
  hasInstructions: z.boolean(),
  createdBy: z.object({ memberId: Id, name: z.string() }).nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  deletedAt: z.string().nullable(),
});
export type DocumentDto = z.infer<typeof DocumentDto>;

export const PassageDto = z.object({
  id: Id,
  ordinal: z.int(),
  anchor: AnchorDto,
  heading: z.string().nullable(),
  text: z.string(),
  language: z.string().nullable(),
  isInstruction: z.boolean(),
});
export type PassageDto = z.infer<typeof PassageDto>;

export const VersionDto = z.object({
  version: z.int(),
  /** Of its own file: a document may be replaced by another kind. */
  kind: DocumentKind,
  /** What is found and quoted is of this one: not of one that is still being read, or could not be. */
  answers: z.boolean(),
  file: FileDto,
  pages: z.int().nullable(),
  createdAt: z.string(),
});
export type VersionDto = z.infer<typeof VersionDto>;

export const FolderDto = z.object({
  id: Id,
  name: z.string(),
  parentId: Id.nullable(),
  /** Who made it, and may rename and delete it, as admins may. */
  createdById: Id.nullable(),
  createdAt: z.string(),
});
export type FolderDto = z.infer<typeof FolderDto>;

const Title = z
  .string()
  .trim()
  .min(1, "A document needs a title.")
  .max(200, "A title has at most 200 characters.");
const FolderName = z
  .string()
  .trim()
  .min(1, "A folder needs a name.")
  .max(100, "A folder's name has at most 100 characters.");

const readers = {
  visibility: DocumentVisibility.optional(),
  /** With visibility `conversation`. */
  conversationId: Id.optional(),
  /** With visibility `private`: who else may read it. */
  memberIds: z.array(Id).max(100, "At most 100 people can be named.").optional(),
};

export const CreateDocument = z.strictObject({
  fileId: Id.optional(),
  uploadId: Id.optional(),
  url: z.string().max(2_000, "An address has at most 2,000 characters.").optional(),
  title: Title.optional(),
  folderId: Id.nullable().optional(),
  ...readers,
});
export type CreateDocument = z.output<typeof CreateDocument>;

export const UpdateDocument = z.strictObject({
  title: Title.optional(),
  folderId: Id.nullable().optional(),
  ...readers,
});
export type UpdateDocument = z.output<typeof UpdateDocument>;

export const CreateFolder = z.strictObject({ name: FolderName, parentId: Id.nullable().optional() });
export type CreateFolder = z.output<typeof CreateFolder>;
export const UpdateFolder = z.strictObject({
  name: FolderName.optional(),
  parentId: Id.nullable().optional(),
});
export type UpdateFolder = z.output<typeof UpdateFolder>;

/** A part of a source as it was read: what anchors count characters in. */
export const DocumentPart = z.object({
  place: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("page"), page: z.int() }),
    z.object({ kind: z.literal("slide"), slide: z.int() }),
    z.object({ kind: z.literal("sheet"), sheet: z.string() }),
    z.object({ kind: z.literal("text") }),
  ]),
  text: z.string(),
  /** Where headings stand in the text. */
  headings: z.array(z.object({ start: z.int(), end: z.int(), level: z.int() })),
  /**
   * Of a sheet: the rows that have something in them, and where each begins. `cells`: three numbers for each cell that has something in it, its
   * column from 0, and where what it says begins and ends; not there for what was read before cells were kept.
   */
  rows: z.array(z.object({ row: z.int(), start: z.int(), cells: z.array(z.int()).optional() })),
  /** Of a page whose words were read in its picture: its lines, and where they stand, in fractions of the page, where that is known. */
  scanned: z.array(ScannedLine).optional(),
});
export type DocumentPart = z.infer<typeof DocumentPart>;

const inWorkspace = "/workspaces/{workspace}";
const one = `${inWorkspace}/documents/{documentId}`;
const params = { documentId: Id };

export const listDocumentsRoute = defineRoute({
  method: "GET",
  path: `${inWorkspace}/documents`,
  summary:
    "Documents that I may read, newest first; in a folder, or of a status. deleted=true: those that can be brought back.",
  access: "member",
  query: {
    ...pageQuery,
    folderId: Id.optional(),
    status: DocumentStatus.optional(),
    deleted: z.enum(["true", "false"]).default("false"),
  },
  response: pageOf(DocumentDto),
});

export const createDocumentRoute = defineRoute({
  method: "POST",
  path: `${inWorkspace}/documents`,
  summary:
    "Keep a file, an upload or a web page in the Library. The same bytes for the same readers: 200 and the document that is there.",
  access: "member",
  limit: "uploads",
  status: 202,
  body: CreateDocument,
  response: DocumentDto,
});

export const getDocumentRoute = defineRoute({
  method: "GET",
  path: one,
  summary: "One document.",
  access: "member",
  params,
  response: DocumentDto,
});

export const updateDocumentRoute = defineRoute({
  method: "PATCH",
  path: one,
  summary: "Another title, folder or readers.",
  access: "member",
  params,
  body: UpdateDocument,
  response: DocumentDto,
});

export const deleteDocumentRoute = defineRoute({
  method: "DELETE",
  path: one,
  summary:
    "Delete a document: gone from lists, search and answers at once; it can be brought back for 30 days.",
  access: "member",
  params,
});

export const restoreDocumentRoute = defineRoute({
  method: "POST",
  path: `${one}/restore`,
  summary: "Bring a deleted document back.",
  access: "member",
  status: 200,
  params,
  response: DocumentDto,
});

export const retryDocumentRoute = defineRoute({
  method: "POST",
  path: `${one}/retry`,
  summary: "Go on from the stage that failed or was cancelled, or with the pages that nobody has read yet.",
  access: "member",
  status: 202,
  params,
  response: DocumentDto,
});

export const cancelDocumentRoute = defineRoute({
  method: "POST",
  path: `${one}/cancel`,
  summary: "Stop reading a document. What was indexed before stays.",
  access: "member",
  status: 200,
  params,
  response: DocumentDto,
});

export const listPassagesRoute = defineRoute({
  method: "GET",
  path: `${one}/passages`,
  summary: "What the document says, cut into passages, in order.",
  access: "member",
  params,
  query: pageQuery,
  response: pageOf(PassageDto),
});

export const getTextRoute = defineRoute({
  method: "GET",
  path: `${one}/text`,
  summary:
    "What a version says as it was read: its pages, slides, sheets, or one text. Without a version: the newest that was read.",
  access: "member",
  params,
  query: { ...pageQuery, version: z.coerce.number().int().min(1).max(2_147_483_647).optional() },
  response: pageOf(DocumentPart),
});

export const listVersionsRoute = defineRoute({
  method: "GET",
  path: `${one}/versions`,
  summary: "The versions of a document, newest first.",
  access: "member",
  params,
  query: pageQuery,
  response: pageOf(VersionDto),
});

export const replaceDocumentRoute = defineRoute({
  method: "POST",
  path: `${one}/versions`,
  summary: "Replace the file: a new version, which answers when it is indexed.",
  access: "member",
  limit: "uploads",
  status: 202,
  params,
  body: z.strictObject({ fileId: Id.optional(), uploadId: Id.optional() }),
  response: DocumentDto,
});

export const listFoldersRoute = defineRoute({
  method: "GET",
  path: `${inWorkspace}/folders`,
  summary: "The folders of the Library; for guests those that hold something for them.",
  access: "member",
  query: pageQuery,
  response: pageOf(FolderDto),
});

export const createFolderRoute = defineRoute({
  method: "POST",
  path: `${inWorkspace}/folders`,
  summary: "Make a folder.",
  access: "member",
  status: 201,
  body: CreateFolder,
  response: FolderDto,
});

export const updateFolderRoute = defineRoute({
  method: "PATCH",
  path: `${inWorkspace}/folders/{folderId}`,
  summary: "Rename or move a folder.",
  access: "member",
  params: { folderId: Id },
  body: UpdateFolder,
  response: FolderDto,
});

export const deleteFolderRoute = defineRoute({
  method: "DELETE",
  path: `${inWorkspace}/folders/{folderId}`,
  summary: "Delete a folder. What lies in it moves up.",
  access: "member",
  params: { folderId: Id },
});
