import { putPartRoute } from "@/lib/files/schema";
import { putPart } from "@/lib/files/uploads/commands";
import { route } from "@/lib/web/route";

export const PUT = route(putPartRoute, (ctx, { params, bytes }) =>
  putPart(ctx, params.uploadId, params.number, bytes),
);
