import { removeTerm } from "@/lib/recordings/glossary/commands";
import { removeTermRoute } from "@/lib/recordings/glossary/schema";
import { route } from "@/lib/web/route";

export const DELETE = route(removeTermRoute, (ctx, { params }) => removeTerm(ctx, params.termId));
