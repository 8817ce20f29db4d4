import { notFound } from "@/lib/core/errors";
import { actorMemberId, type Ctx, read } from "@/lib/ctx";
import type { Upload } from "@/prisma/generated/client";
import { partSizes } from "../rules";
import type { UploadDto } from "../schema";

/** Addresses are signed one by one: enough to keep a line busy, and never thousands. */
const NEXT_PARTS = 50;

/** One's own upload, or NOT_FOUND. */
export function getUpload(ctx: Ctx, uploadId: string): Promise<Upload> {
  return read(ctx, async (tx) => {
    const createdById = actorMemberId(tx);
    const upload =
      createdById &&
      (await tx.db.upload.findFirst({ where: { workspaceId: tx.workspaceId, id: uploadId, createdById } }));
    if (!upload) throw notFound("upload");
    return upload;
  });
}

/** An upload with the parts that are still to come. */
export async function describeUpload(ctx: Ctx, upload: Upload): Promise<UploadDto> {
  const { slug } = await read(ctx, (tx) =>
    tx.db.workspace.findFirstOrThrow({ where: { id: tx.workspaceId }, select: { slug: true } }),
  );
  const sizes = partSizes(upload.sizeBytes, upload.partBytes);
  const store = storeUpload(upload);
  const known = upload.fileId ? [] : await ctx.blob.uploads.list(store);
  const there = new Map(known?.map((part) => [part.number, part.sizeBytes]));
  const missing = sizes
    .map((sizeBytes, index) => ({ number: index + 1, sizeBytes }))
    .filter(({ number, sizeBytes }) => !upload.fileId && there.get(number) !== sizeBytes)
    // Where the store does not tell, whoever sends has to see them all.
    .slice(0, known ? NEXT_PARTS : sizes.length);
  const ours = (number: number) => `/api/v1/workspaces/${slug}/uploads/${upload.id}/parts/${number}`;
  const addressOf = async (part: { number: number; sizeBytes: number }) =>
    (await ctx.blob.uploads.partUrl(store, part)) ?? {
      url: ours(part.number),
      method: "PUT" as const,
      headers: {},
    };
  const parts = await Promise.all(
    missing.map(async (part) => ({
      ...part,
      received: known ? false : null,
      ...(await addressOf(part)),
    })),
  );
  const first =
    parts[0]?.number === 1
      ? parts[0]
      : upload.fileId
        ? null
        : await addressOf({ number: 1, sizeBytes: sizes[0] ?? 0 });
  return {
    uploadId: upload.id,
    url: first?.url ?? ours(1),
    method: first?.method ?? "PUT",
    headers: first?.headers ?? {},
    partSize: upload.partBytes,
    partCount: sizes.length,
    parts,
    fileId: upload.fileId,
    expiresAt: upload.expiresAt.toISOString(),
  };
}

/** The upload as the store knows it. */
export function storeUpload({ blobPath, storeId, sizeBytes, partBytes }: Upload) {
  return { path: blobPath, id: storeId, parts: partSizes(sizeBytes, partBytes).length };
}
