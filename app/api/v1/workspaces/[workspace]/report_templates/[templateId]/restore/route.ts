import { restoreTemplate } from "@/lib/recordings/templates/commands";
import { restoreTemplateRoute } from "@/lib/recordings/templates/schema";
import { route } from "@/lib/web/route";

export const POST = route(restoreTemplateRoute, (ctx, { params }) => restoreTemplate(ctx, params.templateId));
