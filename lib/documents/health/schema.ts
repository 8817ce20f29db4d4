import { z } from "zod";
import { defineRoute } from "@/lib/core/route";
import { DocumentFault } from "../schema";

/** How the index of a workspace is: numbers alone, because an admin does not read everything. */
export const IndexHealthDto = z.object({
  documents: z.object({
    queued: z.int(),
    processing: z.int(),
    ready: z.int(),
    failed: z.int(),
    cancelled: z.int(),
  }),
  faults: z.array(z.object({ code: DocumentFault, message: z.string(), count: z.int() })),
  passages: z.object({ conversation: z.int(), document: z.int(), recording: z.int() }),
  /** Who makes vectors of passages; null: they are found by their words alone. */
  embedder: z
    .object({
      model: z.string(),
      host: z.string().nullable(),
      /** Whether questions are compared with its vectors, or they are still being made. */
      isServing: z.boolean(),
      /** Passages without a vector, counted to ten thousand. */
      pending: z.int(),
      /** Why the last call failed. */
      failure: z.string().nullable(),
    })
    .nullable(),
  /** Since when the oldest document waits to be read. */
  oldestWaitingAt: z.string().nullable(),
});
export type IndexHealthDto = z.infer<typeof IndexHealthDto>;

export const getIndexHealthRoute = defineRoute({
  method: "GET",
  path: "/workspaces/{workspace}/index",
  summary:
    "How the index is: documents by status, what could not be read, passages by kind, how long the oldest waits.",
  access: "admin",
  response: IndexHealthDto,
});
