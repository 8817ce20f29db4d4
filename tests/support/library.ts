import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/ctx";
import {
  cutDocument,
  INDEXED_AT_ONCE,
  indexPassages,
  publishDocument,
  readDocument,
} from "@/lib/documents/processing/commands";
import type { Work } from "@/lib/documents/progressing/schema";
import { readPictures, recognizeDocument } from "@/lib/documents/scans/commands";
import type { FileDto } from "@/lib/files/kept/schema";
import { partSizes } from "@/lib/files/rules";
import { completeUpload, createUpload, putPart } from "@/lib/files/uploads/commands";

/** Brings a file as a browser does: announced, in parts, completed. */
export async function keepFile(ctx: Ctx, filename: string, content: string | Uint8Array): Promise<FileDto> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const upload = await createUpload(ctx, { filename, size: bytes.byteLength, sha256 });
  let from = 0;
  for (const [index, size] of partSizes(bytes.byteLength, upload.partBytes).entries()) {
    await putPart(ctx, upload.id, index + 1, bytes.subarray(from, from + size));
    from += size;
  }
  return completeUpload(ctx, upload.id, {});
}

async function recognizeAll(ctx: Ctx, work: Work): Promise<boolean> {
  for (let left: number | null = 1; left !== 0; ) {
    left = await readPictures(ctx, work);
    if (left === null) return false;
  }
  return recognizeDocument(ctx, work);
}

/** What the job does, without a job: every stage after the other, as the system. */
export async function processAll(ctx: Ctx, work: Work): Promise<void> {
  const system: Ctx = { ...ctx, actor: { kind: "system", reason: "test" } };
  const pictures = await readDocument(system, work);
  if (pictures === null || (pictures > 0 && !(await recognizeAll(system, work)))) return;
  const passages = await cutDocument(system, work);
  if (passages === null) return;
  for (let from = 0; from < passages; from += INDEXED_AT_ONCE) await indexPassages(system, work, from);
  await publishDocument(system, work, passages);
}
