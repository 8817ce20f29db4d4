import { AppError } from "@/lib/core/errors";
import type { Ctx } from "@/lib/ctx";
import { completeUpload } from "@/lib/files/uploads/commands";
import { bringPage } from "../pages/commands";

type Brought = { fileId?: string | undefined; uploadId?: string | undefined; url?: string | undefined };

/** The file that somebody brings: one that is there, an upload, which is completed if that was not done yet, or a page with its title.
 * Emits: none. Exempt from audit: only who brought it can read it yet. */
export async function bring(
  ctx: Ctx,
  { fileId, uploadId, url }: Brought,
): Promise<{ fileId: string; title: string | null }> {
  const given = Object.entries({ fileId, uploadId, url }).filter(([, way]) => way !== undefined);
  if (given.length !== 1) {
    const message = "Send one of file_id, upload_id and url.";
    const errors = (given.length > 0 ? given : [["fileId"]]).map(([path = ""]) => ({ path, message }));
    throw new AppError("INVALID", message, { errors });
  }
  if (url !== undefined) return bringPage(ctx, url);
  if (uploadId) return { fileId: (await completeUpload(ctx, uploadId, {})).id, title: null };
  return { fileId: fileId ?? "", title: null };
}
