import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";

/** For all members (guests see one in which something is theirs to read), or for whoever made it. */
export const CollectionVisibility = z.enum(["workspace", "private"]);
export type CollectionVisibility = z.infer<typeof CollectionVisibility>;

export const CollectionDto = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  visibility: CollectionVisibility,
  /** Of what is in it: as much as the asker may read. */
  documents: z.int(),
  recordings: z.int(),
  createdBy: z.object({ memberId: Id, name: z.string() }).nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type CollectionDto = z.infer<typeof CollectionDto>;

export const CollectedDto = z.object({
  type: z.enum(["document", "recording"]),
  /** Of the document or the recording. */
  id: Id,
  title: z.string(),
  /** pdf, docx, ...; meeting, call, voice. */
  kind: z.string(),
  /** How far it is: as of a document or a recording. */
  status: z.string(),
  addedAt: z.string(),
});
export type CollectedDto = z.infer<typeof CollectedDto>;

/** More than this is a folder, or a question to everything. */
export const MOST_COLLECTED = 1_000;
const MOST_AT_ONCE = 100;

const Name = z
  .string()
  .trim()
  .min(1, "A collection needs a name.")
  .max(100, "A collection's name has at most 100 characters.");
const Description = z.string().trim().max(500, "A description has at most 500 characters.");
const ids = z.array(Id).max(MOST_AT_ONCE, "At most 100 at once.").default([]);

export const AddSources = z.strictObject({ documentIds: ids, recordingIds: ids });
export type AddSources = z.output<typeof AddSources>;

export const CreateCollection = z.strictObject({
  name: Name,
  description: Description.default(""),
  visibility: CollectionVisibility.default("workspace"),
  documentIds: ids,
  recordingIds: ids,
});
export type CreateCollection = z.output<typeof CreateCollection>;

export const UpdateCollection = z.strictObject({
  name: Name.optional(),
  description: Description.optional(),
  visibility: CollectionVisibility.optional(),
});
export type UpdateCollection = z.output<typeof UpdateCollection>;

const all = "/workspaces/{workspace}/collections";
const one = `${all}/{collectionId}`;
const params = { collectionId: Id };

export const listCollectionsRoute = defineRoute({
  method: "GET",
  path: all,
  summary: "The collections that I may see, newest first; with holding: those that a source is in.",
  access: "member",
  query: {
    ...pageQuery,
    /** The id of a document or a recording. */
    holding: Id.optional(),
  },
  response: pageOf(CollectionDto),
});

export const createCollectionRoute = defineRoute({
  method: "POST",
  path: all,
  summary: "Make a collection, for the workspace or for oneself.",
  access: "member",
  status: 201,
  body: CreateCollection,
  response: CollectionDto,
});

export const getCollectionRoute = defineRoute({
  method: "GET",
  path: one,
  summary: "One collection.",
  access: "member",
  params,
  response: CollectionDto,
});

export const updateCollectionRoute = defineRoute({
  method: "PATCH",
  path: one,
  summary: "Another name, description or visibility.",
  access: "member",
  params,
  body: UpdateCollection,
  response: CollectionDto,
});

export const deleteCollectionRoute = defineRoute({
  method: "DELETE",
  path: one,
  summary: "Delete a collection. What is in it stays where it is.",
  access: "member",
  params,
});

export const restoreCollectionRoute = defineRoute({
  method: "POST",
  path: `${one}/restore`,
  summary: "Bring a deleted collection back, within 30 days.",
  access: "member",
  status: 200,
  params,
  response: CollectionDto,
});

export const listCollectedRoute = defineRoute({
  method: "GET",
  path: `${one}/sources`,
  summary: "Of what is in a collection, what I may read; what was added last comes first.",
  access: "member",
  params,
  query: pageQuery,
  response: pageOf(CollectedDto),
});

export const addSourcesRoute = defineRoute({
  method: "POST",
  path: `${one}/sources`,
  summary: "Put documents and recordings into a collection. What is in it already stays.",
  access: "member",
  status: 200,
  params,
  body: AddSources,
  response: CollectionDto,
});

export const removeSourceRoute = defineRoute({
  method: "DELETE",
  path: `${one}/sources/{sourceId}`,
  summary: "Take a document or a recording out of a collection. It stays where it is.",
  access: "member",
  params: { ...params, sourceId: Id },
});
