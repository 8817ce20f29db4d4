import { createHash } from "node:crypto";
import { fileTypeFromBuffer } from "file-type";
import { invalid } from "@/lib/core/errors";
import { newBlobPath } from "@/lib/core/files";
import { actorMemberId, type Ctx, transaction } from "@/lib/ctx";
import { addFile } from "@/lib/files/kept/commands";
import { mediaTypeOf, readsAsText } from "@/lib/files/rules";
import { faultSentence } from "../rules";
import { extensionOfPage, inUtf8, nameOfPage, pageFaultSentence, titleOfPage } from "./rules";

/** What signatures are looked for in. */
const FIRST_BYTES = 64 * 1024;

/**
 * Fetches a web page, or a file of the web, and keeps it as it is now. Returns what it calls itself too. Throws INVALID with a sentence when
 * nothing came, or nothing that can be read. Emits: none. Exempt from audit: only who brought it can read it yet.
 */
export async function bringPage(ctx: Ctx, url: string): Promise<{ fileId: string; title: string | null }> {
  const fetched = await ctx.pages.fetchPage(url);
  if (!fetched.ok) throw invalid("url", pageFaultSentence(fetched.fault));
  const { page } = fetched;
  if (page.bytes.byteLength === 0) throw invalid("url", "There is nothing at this address.");
  const first = page.bytes.subarray(0, FIRST_BYTES);
  const signature = (await fileTypeFromBuffer(page.bytes)) ?? null;
  const extension = extensionOfPage(page, { sniffed: signature?.ext ?? null, isText: readsAsText(first) });
  if (!extension) throw invalid("url", faultSentence("unsupported"));
  const isText = signature === null || signature.ext === "xml";
  const bytes = isText ? inUtf8(page) : page.bytes;
  const name = nameOfPage(page, extension);
  const mediaType = mediaTypeOf(name, { sniffed: isText ? null : signature, isText });
  const blobPath = newBlobPath();
  await ctx.blob.put(blobPath, bytes, { contentType: mediaType });
  const { id } = await transaction(ctx, (tx) =>
    addFile(tx, {
      name,
      mediaType,
      sizeBytes: bytes.byteLength,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      blobPath,
      createdById: actorMemberId(tx),
    }),
  );
  return { fileId: id, title: extension === "html" ? titleOfPage(bytes) : null };
}
