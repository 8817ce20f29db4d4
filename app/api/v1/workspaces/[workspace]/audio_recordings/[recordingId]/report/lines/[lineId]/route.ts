import { deleteLine, updateLine } from "@/lib/recordings/reports/lines/commands";
import { deleteLineRoute, updateLineRoute } from "@/lib/recordings/reports/lines/schema";
import { route } from "@/lib/web/route";

export const PATCH = route(updateLineRoute, (ctx, { params, body }) => updateLine(ctx, params, body));

export const DELETE = route(deleteLineRoute, (ctx, { params }) => deleteLine(ctx, params));
