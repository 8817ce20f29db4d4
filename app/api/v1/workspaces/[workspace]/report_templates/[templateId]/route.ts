import { read } from "@/lib/ctx";
import { deleteTemplate, updateTemplate } from "@/lib/recordings/templates/commands";
import { getTemplate } from "@/lib/recordings/templates/queries";
import {
  deleteTemplateRoute,
  getTemplateRoute,
  updateTemplateRoute,
} from "@/lib/recordings/templates/schema";
import { reply, route } from "@/lib/web/route";

export const GET = route(getTemplateRoute, (ctx, { params }) =>
  read(ctx, (tx) => getTemplate(tx, params.templateId)),
);

export const PATCH = route(updateTemplateRoute, (ctx, { params, body }) =>
  updateTemplate(ctx, params.templateId, body),
);

export const DELETE = route(deleteTemplateRoute, async (ctx, { params }) => {
  await deleteTemplate(ctx, params.templateId);
  return reply(204, undefined);
});
