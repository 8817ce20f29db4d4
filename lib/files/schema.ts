import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";
import { FileDto } from "./kept/schema";
import { PictureDrawn } from "./pictures/schema";

/** The largest file, in bytes: 1 GiB. */
export const LARGEST_FILE = 1024 * 1024 * 1024;
/** Hosted stores take parts of at least 5 MiB; a part is what a broken line costs to send again. */
export const PART_BYTES = 8 * 1024 * 1024;

/** 1 to 255 characters. What could not be a name on some system is only shown, never used as one. */
export const FileName = z
  .string()
  .trim()
  .min(1, "A file needs a name.")
  .max(255, "A file's name has at most 255 characters.");

const Sha256 = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, "This is not a SHA-256 in hex.");

const UploadPartDto = z.object({
  number: z.int(),
  sizeBytes: z.int(),
  /** null where the store does not tell. */
  received: z.boolean().nullable(),
  /** Where to send exactly these bytes, with these headers; an address of ours takes the usual credential too. */
  url: z.string(),
  method: z.enum(["PUT", "POST"]),
  headers: z.record(z.string(), z.string()),
});

export const UploadDto = z.object({
  uploadId: Id,
  /** Of the first part, which is all of it where there is one. */
  url: z.string(),
  method: z.enum(["PUT", "POST"]),
  headers: z.record(z.string(), z.string()),
  partSize: z.int(),
  partCount: z.int(),
  /** Those to send next, at most 50: ask again for more. */
  parts: z.array(UploadPartDto),
  fileId: Id.nullable(),
  expiresAt: z.string(),
});
export type UploadDto = z.infer<typeof UploadDto>;

export const CreateUpload = z.strictObject({
  filename: FileName,
  size: z.int().min(1, "An empty file has nothing to keep.").max(LARGEST_FILE, "A file has at most 1 GiB."),
  sha256: Sha256.optional(),
});
export type CreateUpload = z.output<typeof CreateUpload>;

export const CompleteUpload = z.strictObject({
  sha256: Sha256.optional(),
  /** What the store answered to each part, in order, where they were sent straight there. */
  etags: z.array(z.string().max(200)).max(200).optional(),
});
export type CompleteUpload = z.output<typeof CompleteUpload>;

const inWorkspace = "/workspaces/{workspace}";
const one = `${inWorkspace}/uploads/{uploadId}`;
const params = { uploadId: Id };

export const createUploadRoute = defineRoute({
  method: "POST",
  path: `${inWorkspace}/uploads`,
  summary: "Begin an upload: where to PUT its parts.",
  access: "member",
  limit: "uploads",
  status: 201,
  body: CreateUpload,
  response: UploadDto,
});

export const getUploadRoute = defineRoute({
  method: "GET",
  path: one,
  summary: "Which parts are there, and where to PUT those that are not.",
  access: "member",
  params,
  response: UploadDto,
});

export const putPartRoute = defineRoute({
  method: "PUT",
  path: `${one}/parts/{number}`,
  summary: "The bytes of a part, where they pass through us.",
  access: "member",
  params: { ...params, number: z.coerce.number().int().min(1).max(10_000) },
  takesBytes: PART_BYTES,
});

export const completeUploadRoute = defineRoute({
  method: "POST",
  path: `${one}/complete`,
  summary: "All parts are there: make them a file. Repeated: the same file.",
  access: "member",
  status: 200,
  idempotent: false,
  params,
  body: CompleteUpload,
  response: z.object({ fileId: Id, file: FileDto }),
});

export const cancelUploadRoute = defineRoute({
  method: "DELETE",
  path: one,
  summary: "Give an upload up.",
  access: "member",
  params,
});

export const getFileRoute = defineRoute({
  method: "GET",
  path: `${inWorkspace}/files/{fileId}`,
  summary:
    "The bytes, also a range of them, or 302 to a short-lived address; pictures, and with download=true anything, as a download. With picture=small or large: WebP drawn from it, to be shown.",
  access: "member",
  params: { fileId: Id },
  query: { download: z.enum(["true", "false"]).default("false"), picture: PictureDrawn.optional() },
  answers: "bytes",
});
