import { z } from "zod";
import { Id } from "@/lib/core/ids";

/** A file that is here, wherever it appears. */
export const FileDto = z.object({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  /** Of a picture, in pixels as it is shown; null where it is none, or does not say. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  createdAt: z.string(),
});
export type FileDto = z.infer<typeof FileDto>;
