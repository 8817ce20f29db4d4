import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { PictureState } from "../pictures/schema";

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
  /** null where it is no picture. Only what is `ready` is shown, and never its own bytes. */
  picture: PictureState.nullable(),
  /** Of a picture that is ready: the large one moves, the small one never does. */
  isMoving: z.boolean(),
  createdAt: z.string(),
});
export type FileDto = z.infer<typeof FileDto>;
