import { deleteModel, updateModel } from "@/lib/models/commands";
import { deleteModelRoute, updateModelRoute } from "@/lib/models/schema";
import { route } from "@/lib/web/route";

export const PATCH = route(updateModelRoute, (ctx, { params, body }) =>
  updateModel(ctx, params.modelId, body),
);

export const DELETE = route(deleteModelRoute, (ctx, { params }) => deleteModel(ctx, params.modelId));
