import { createHash } from "node:crypto";
import { fileTypeFromBuffer } from "file-type";
import { DAY } from "@/lib/core/clock";
import { AppError, forbidden, invalid } from "@/lib/core/errors";
import { newBlobPath } from "@/lib/core/files";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import type { Upload } from "@/prisma/generated/client";
import type { FileDto } from "../kept/schema";
import { pictureBrought } from "../pictures/events";
import { isDrawn, sizeOfPicture } from "../pictures/rules";
import { toFileDto } from "../queries";
import { mediaTypeOf, partSizes, readsAsText } from "../rules";
import { type CompleteUpload, type CreateUpload, PART_BYTES } from "../schema";
import { dropUnusedFiles } from "../uses/commands";
import { getUpload, storeUpload } from "./queries";

const BYTES = "application/octet-stream";
/** What signatures are looked for in. */
const FIRST_BYTES = 64 * 1024;

/** Begins an upload, which is given up when it is not whole within a day. Emits: none. Exempt from audit: nobody sees it yet. */
export async function createUpload(ctx: Ctx, input: CreateUpload): Promise<Upload> {
  const createdById = actorMemberId(ctx);
  if (!createdById) throw forbidden("Only members upload files.");
  const blobPath = newBlobPath();
  const storeId = await ctx.blob.uploads.begin(blobPath, { contentType: BYTES });
  const now = ctx.clock.now();
  return transaction(ctx, (tx) =>
    tx.db.upload.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        createdById,
        name: input.filename,
        sizeBytes: input.size,
        sha256: input.sha256 ?? null,
        blobPath,
        storeId,
        partBytes: PART_BYTES,
        createdAt: now,
        expiresAt: new Date(now.getTime() + DAY),
      },
    }),
  );
}

/** Keeps a part. It has exactly the bytes that its number says; the same part may come again. Emits: none. Exempt from audit. */
export async function putPart(ctx: Ctx, uploadId: string, number: number, bytes: Uint8Array): Promise<void> {
  const upload = await getUpload(ctx, uploadId);
  if (upload.fileId) throw new AppError("CONFLICT", "This upload is complete.");
  const expected = partSizes(upload.sizeBytes, upload.partBytes)[number - 1];
  if (expected === undefined) throw invalid("number", "This upload has no part of that number.");
  if (bytes.byteLength > expected)
    throw new AppError("TOO_LARGE", `Part ${number} has ${expected} bytes, and more were sent.`);
  if (bytes.byteLength < expected)
    throw invalid("", `Part ${number} has ${expected} bytes, and ${bytes.byteLength} were sent.`);
  await ctx.blob.uploads.put(storeUpload(upload), number, bytes);
}

/**
 * Joins the parts, compares size and hash with what was said, looks at the bytes, and makes them a file. Repeated: the same file.
 * Throws CONFLICT while parts are missing, and INVALID where they are not what was announced. Emits picture.brought. Exempt from audit: only who
 * brought it can read it yet.
 */
export async function completeUpload(ctx: Ctx, uploadId: string, input: CompleteUpload): Promise<FileDto> {
  const upload = await getUpload(ctx, uploadId);
  if (upload.fileId) return findMade(ctx, upload.fileId);
  const store = storeUpload(upload);
  const parts = await partsOf(ctx, upload, input);
  if (parts) await ctx.blob.uploads.complete(store, parts);
  const content = await look(ctx, upload);
  await refuseOtherContent(ctx, upload, content, input.sha256 ?? upload.sha256);
  const file = await makeFile(ctx, upload, content);
  await ctx.blob.uploads.abort(store).catch(() => undefined); // the sweeper comes for what is left
  return file;
}

/** Gives an upload up, and erases the file that it became where nothing uses it. Emits: none. Exempt from audit: nobody else sees it. */
export async function cancelUpload(ctx: Ctx, uploadId: string): Promise<void> {
  const upload = await getUpload(ctx, uploadId);
  await dropUpload(ctx, upload);
}

const FORGOTTEN_AT_ONCE = 100;

/** Gives up what was not completed in time, or became a file that nobody used since. Returns how many. Emits: none. Exempt from audit. */
export async function forgetUploads(ctx: Ctx): Promise<number> {
  const due = await transaction(ctx, (tx) =>
    tx.db.upload.findMany({
      where: { workspaceId: tx.workspaceId, expiresAt: { lt: tx.clock.now() } },
      take: FORGOTTEN_AT_ONCE,
    }),
  );
  for (const upload of due) await dropUpload(ctx, upload);
  return due.length;
}

async function dropUpload(ctx: Ctx, upload: Upload): Promise<void> {
  await ctx.blob.uploads.abort(storeUpload(upload));
  if (upload.fileId) await dropUnusedFiles(ctx, [upload.fileId]);
  else await ctx.blob.delete([upload.blobPath]);
  await transaction(ctx, (tx) =>
    tx.db.upload.deleteMany({ where: { workspaceId: tx.workspaceId, id: upload.id } }),
  );
}

/** All parts, in order; null where they were joined before and nobody heard of it. */
async function partsOf(ctx: Ctx, upload: Upload, { etags = [] }: CompleteUpload) {
  const sizes = partSizes(upload.sizeBytes, upload.partBytes);
  const known = await ctx.blob.uploads.list(storeUpload(upload));
  if (!known?.length && (await ctx.blob.head(upload.blobPath))) return null;
  const parts =
    known ?? etags.map((etag, index) => ({ number: index + 1, sizeBytes: sizes[index] ?? 0, etag }));
  const whole = parts.filter(({ number, sizeBytes }) => sizes[number - 1] === sizeBytes);
  if (whole.length === sizes.length) return whole.toSorted((a, b) => a.number - b.number);
  throw new AppError("CONFLICT", `${whole.length} of ${sizes.length} parts are there.`);
}

type Content = { sizeBytes: number; sha256: string; first: Uint8Array };

async function look(ctx: Ctx, { blobPath }: Upload): Promise<Content> {
  const blob = await ctx.blob.get(blobPath);
  if (!blob) throw new AppError("UNAVAILABLE", "The upload is not readable yet.", { retryAfterSeconds: 2 });
  const hash = createHash("sha256");
  const first: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of blob.body) {
    hash.update(chunk);
    if (sizeBytes < FIRST_BYTES) first.push(chunk);
    sizeBytes += chunk.byteLength;
  }
  const bytes = new Uint8Array(Buffer.concat(first).subarray(0, FIRST_BYTES));
  return { sizeBytes, sha256: hash.digest("hex"), first: bytes };
}

/** An upload that is not what it said is dropped whole: nothing of it can be trusted. */
async function refuseOtherContent(
  ctx: Ctx,
  upload: Upload,
  { sizeBytes, sha256 }: Content,
  said: string | null,
): Promise<void> {
  const fault =
    sizeBytes !== upload.sizeBytes
      ? invalid("size", `${upload.sizeBytes} bytes were announced, and ${sizeBytes} came.`)
      : said !== null && said !== sha256
        ? invalid("sha256", "The bytes that came do not have this hash. Send the file again.")
        : null;
  if (!fault) return;
  await dropUpload(ctx, upload);
  throw fault;
}

async function makeFile(ctx: Ctx, upload: Upload, { sha256, first }: Content): Promise<FileDto> {
  const sniffed = (await fileTypeFromBuffer(first)) ?? null;
  const mediaType = mediaTypeOf(upload.name, { sniffed, isText: readsAsText(first) });
  return transaction(ctx, async (tx) => {
    // Two that complete at once: the second finds what the first one made.
    const [locked] = await tx.db.$queryRaw<{ fileId: string | null }[]>`
      select "fileId" from "Upload" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${upload.id}::uuid for update`;
    if (locked?.fileId) return findMade(tx, locked.fileId);
    if (!locked) throw new AppError("CONFLICT", "This upload was given up meanwhile.");
    const { workspaceId } = tx;
    const file = await tx.db.file.create({
      data: {
        workspaceId,
        id: newId(),
        name: upload.name,
        mediaType,
        sizeBytes: upload.sizeBytes,
        sha256,
        ...(isDrawn(mediaType) ? { picture: "coming", ...sizeOfPicture(first) } : null),
        blobPath: upload.blobPath,
        createdById: upload.createdById,
        createdAt: tx.clock.now(),
      },
    });
    await tx.db.upload.update({
      where: { workspaceId_id: { workspaceId, id: upload.id } },
      data: { fileId: file.id },
    });
    if (file.picture) await enqueue(tx, pictureBrought({ fileId: file.id }));
    return toFileDto(file);
  });
}

function findMade(ctx: Ctx, fileId: string): Promise<FileDto> {
  return transaction(ctx, async (tx) => {
    const where = { workspaceId_id: { workspaceId: tx.workspaceId, id: fileId } };
    return toFileDto(await tx.db.file.findUniqueOrThrow({ where }));
  });
}
