import { read } from "@/lib/ctx";
import { createTemplate } from "@/lib/recordings/templates/commands";
import { listTemplates } from "@/lib/recordings/templates/queries";
import { createTemplateRoute, listTemplatesRoute } from "@/lib/recordings/templates/schema";
import { route } from "@/lib/web/route";

export const GET = route(listTemplatesRoute, async (ctx) => ({ items: await read(ctx, listTemplates) }));

export const POST = route(createTemplateRoute, (ctx, { body }) => createTemplate(ctx, body));
