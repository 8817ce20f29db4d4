import { cancelUploadRoute, getUploadRoute } from "@/lib/files/schema";
import { cancelUpload } from "@/lib/files/uploads/commands";
import { describeUpload, getUpload } from "@/lib/files/uploads/queries";
import { route } from "@/lib/web/route";

export const GET = route(getUploadRoute, async (ctx, { params }) =>
  describeUpload(ctx, await getUpload(ctx, params.uploadId)),
);

export const DELETE = route(cancelUploadRoute, (ctx, { params }) => cancelUpload(ctx, params.uploadId));
