import { read } from "@/lib/ctx";
import { usualTemplate } from "@/lib/recordings/templates/choosing/queries";
import { createTemplate } from "@/lib/recordings/templates/commands";
import { listTemplates } from "@/lib/recordings/templates/queries";
import { createTemplateRoute, listTemplatesRoute } from "@/lib/recordings/templates/schema";
import { route } from "@/lib/web/route";

export const GET = route(listTemplatesRoute, (ctx) =>
  read(ctx, async (tx) => ({ items: await listTemplates(tx), usual: await usualTemplate(tx) })),
);

export const POST = route(createTemplateRoute, (ctx, { body }) => createTemplate(ctx, body));
