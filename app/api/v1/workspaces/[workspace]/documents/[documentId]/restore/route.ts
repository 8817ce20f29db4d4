import { restoreDocument } from "@/lib/documents/commands";
import { restoreDocumentRoute } from "@/lib/documents/schema";
import { route } from "@/lib/web/route";

export const POST = route(restoreDocumentRoute, (ctx, { params }) => restoreDocument(ctx, params.documentId));
