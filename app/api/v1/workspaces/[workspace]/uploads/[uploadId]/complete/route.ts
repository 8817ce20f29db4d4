import { completeUploadRoute } from "@/lib/files/schema";
import { completeUpload } from "@/lib/files/uploads/commands";
import { route } from "@/lib/web/route";

export const POST = route(completeUploadRoute, async (ctx, { params, body }) => {
  const file = await completeUpload(ctx, params.uploadId, body);
  return { fileId: file.id, file };
});
