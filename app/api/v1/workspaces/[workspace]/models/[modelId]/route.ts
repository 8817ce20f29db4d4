import { setDefaultModel } from "@/lib/models/commands";
import { updateModelRoute } from "@/lib/models/schema";
import { route } from "@/lib/web/route";

export const PATCH = route(updateModelRoute, (ctx, { params, body }) =>
  setDefaultModel(ctx, params.modelId, body.isDefault),
);
