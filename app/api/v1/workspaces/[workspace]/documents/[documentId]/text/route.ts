import { getTextRoute } from "@/lib/documents/schema";
import { listParts } from "@/lib/documents/text/queries";
import { route } from "@/lib/web/route";

export const GET = route(getTextRoute, (ctx, { params, query }) => listParts(ctx, params.documentId, query));
