import { AppError, notFound } from "@/lib/core/errors";
import { dispositionOf } from "@/lib/core/files";
import { type Ctx, read, type TxCtx } from "@/lib/ctx";
import type { File } from "@/prisma/generated/client";
import type { FileDto } from "./kept/schema";
import { placeOfPicture } from "./pictures/rules";
import type { PictureDrawn } from "./pictures/schema";
import { visibleFiles } from "./policy";
import { isShownInPlace, readRange } from "./rules";

const DIRECT_SECONDS = 300;

/** The file, or NOT_FOUND: also when it exists and the actor may not read it. */
export async function getFile(tx: TxCtx, fileId: string): Promise<File> {
  const file = await tx.db.file.findFirst({ where: { AND: [visibleFiles(tx), { id: fileId }] } });
  if (!file) throw notFound("file");
  return file;
}

type Asked = { range: string | null; ifNoneMatch: string | null; isDownload: boolean };

/**
 * The answer to who asks for a file's bytes, after the access check: the bytes, a range of them, 304, 416, or 302 to the store for five
 * minutes. Whatever it is, it runs nowhere: a sandbox without origin, no sniffing, no other site.
 */
export async function serveFile(ctx: Ctx, fileId: string, asked: Asked): Promise<Response> {
  const file = await read(ctx, (tx) => getFile(tx, fileId));
  const isInline = isShownInPlace(file.mediaType) && !asked.isDownload;
  if (!isInline && asked.ifNoneMatch !== etagOf(file)) {
    const options = { seconds: DIRECT_SECONDS, filename: file.name, contentType: file.mediaType };
    const url = await ctx.blob.readUrl(file.blobPath, options);
    if (url) return redirect(url);
  }
  return streamFile(ctx, file, { ...asked, isDownload: !isInline });
}

/**
 * The same for a picture as it was drawn from the file: the only way in which a picture is shown in a page. Throws NOT_FOUND where it is none,
 * or is not drawn yet.
 */
export async function servePicture(
  ctx: Ctx,
  fileId: string,
  { picture, ...asked }: Omit<Asked, "isDownload"> & { picture: PictureDrawn },
): Promise<Response> {
  const file = await read(ctx, (tx) => getFile(tx, fileId));
  if (file.picture !== "ready") throw notFound("picture");
  const blobPath = placeOfPicture(file, picture);
  const blob = await ctx.blob.head(blobPath);
  if (!blob) throw new AppError("GONE", "The bytes of this picture are no longer there.");
  const drawn = { name: `${file.name}.webp`, mediaType: "image/webp", sizeBytes: blob.sizeBytes, blobPath };
  // Other bytes than the file's, which only its hash and the size tell apart.
  return streamFile(ctx, { ...drawn, sha256: `${picture}${file.sha256}` }, { ...asked, isDownload: false });
}

type Served = Pick<File, "name" | "mediaType" | "sizeBytes" | "sha256" | "blobPath">;

/** The same for a file to which the way was found otherwise: always through us, so that it ends the moment the way does. */
export async function streamFile(
  ctx: Pick<Ctx, "blob">,
  file: Served,
  { range, ifNoneMatch, isDownload }: Asked,
): Promise<Response> {
  const headers = new Headers({
    "content-type": shownType(file.mediaType),
    "content-disposition": dispositionOf(file.name, isDownload ? "attachment" : "inline"),
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'self'",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache",
    etag: etagOf(file),
  });
  if (ifNoneMatch === headers.get("etag")) return new Response(null, { status: 304, headers });
  return serveBytes(ctx, file, headers, range);
}

function etagOf({ sha256 }: Pick<File, "sha256">): string {
  return `"${sha256.slice(0, 32)}"`;
}

async function serveBytes(
  ctx: Pick<Ctx, "blob">,
  { blobPath, sizeBytes }: Served,
  headers: Headers,
  header: string | null,
): Promise<Response> {
  const range = readRange(header, sizeBytes);
  if (range === "outside") {
    headers.set("content-range", `bytes */${sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  const blob = await ctx.blob.get(blobPath, range ?? undefined);
  if (!blob) throw new AppError("GONE", "The bytes of this file are no longer there.");
  if (!range) {
    headers.set("content-length", String(sizeBytes));
    return new Response(blob.body, { headers });
  }
  headers.set("content-range", `bytes ${range.start}-${range.endInclusive}/${sizeBytes}`);
  headers.set("content-length", String(range.endInclusive - range.start + 1));
  return new Response(blob.body, { status: 206, headers });
}

function redirect(url: string): Response {
  return new Response(null, {
    status: 302,
    headers: { location: url, "cache-control": "private, no-store" },
  });
}

/** Text is text, whatever it is text of. */
function shownType(mediaType: string): string {
  return mediaType === "text/plain" ? "text/plain; charset=utf-8" : mediaType;
}

export function toFileDto(row: File): FileDto {
  return {
    id: row.id,
    name: row.name,
    mediaType: row.mediaType,
    sizeBytes: row.sizeBytes,
    sha256: row.sha256,
    width: row.width,
    height: row.height,
    picture: row.picture as FileDto["picture"], // written only from the enum
    isMoving: row.isMoving,
    createdAt: row.createdAt.toISOString(),
  };
}
