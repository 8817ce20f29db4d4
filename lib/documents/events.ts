import { z } from "zod";
import { defineEvent, topics } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";
import { PicturesDto } from "./scans/schema";
import { DocumentFault, DocumentStage, DocumentStatus } from "./schema";

/** Whom it reaches: exactly those who may read the document. */
const HeardBy = z.object({
  workspaceId: Id.nullable(),
  conversationId: Id.nullable(),
  memberIds: z.array(Id),
});
export type HeardBy = z.infer<typeof HeardBy>;

function topicsOf({ heardBy }: { heardBy: HeardBy }): string[] {
  const { workspaceId, conversationId, memberIds } = heardBy;
  if (workspaceId) return [topics.workspace(workspaceId)];
  if (conversationId) return [topics.conversation(conversationId)];
  return memberIds.map(topics.member);
}

/** How far the reading of a document is. Ids and numbers alone: what it is called and says is fetched. */
export const documentProgressed = defineEvent({
  name: "document.progressed",
  payload: z.object({
    documentId: Id,
    version: z.int(),
    status: DocumentStatus,
    stage: DocumentStage,
    progress: z.int(),
    pictures: PicturesDto.nullable(),
    error: DocumentFault.nullable(),
    heardBy: HeardBy,
  }),
  topics: topicsOf,
});

/** A document came, changed, or went. A hint to fetch, also for answers that quote it. */
export const documentChanged = defineEvent({
  name: "document.changed",
  payload: z.object({
    documentId: Id,
    version: z.int(),
    change: z.enum(["created", "updated", "replaced", "published", "deleted", "restored"]),
    heardBy: HeardBy,
  }),
  topics: topicsOf,
});

/**
 * A folder came, changed or went; what lay in one that went lies where that lay. Ids alone: what it is called is fetched. To the workspace, and
 * to the guests who read something in it.
 */
export const folderChanged = defineEvent({
  name: "folder.changed",
  payload: z.object({
    folderId: Id,
    change: z.enum(["created", "updated", "deleted"]),
    heardBy: z.object({ workspaceId: Id, memberIds: z.array(Id) }),
  }),
  topics: ({ heardBy: { workspaceId, memberIds } }) => [
    topics.workspace(workspaceId),
    ...memberIds.map(topics.member),
  ],
});

/** A job: a version is there to be read, or to go on with. One of an earlier attempt does nothing. */
export const documentReceived = defineEvent({
  name: "document.received",
  payload: z.object({ documentId: Id, version: z.int(), attempt: z.int().optional() }),
  job: true,
});

/** A job: its readers are others now, and the index follows. */
export const documentMoved = defineEvent({
  name: "document.moved",
  payload: z.object({ documentId: Id }),
  job: true,
});
