import { createUploadRoute } from "@/lib/files/schema";
import { createUpload } from "@/lib/files/uploads/commands";
import { describeUpload } from "@/lib/files/uploads/queries";
import { route } from "@/lib/web/route";

export const POST = route(createUploadRoute, async (ctx, { body }) =>
  describeUpload(ctx, await createUpload(ctx, body)),
);
