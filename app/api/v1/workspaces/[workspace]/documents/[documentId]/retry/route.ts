import { retryDocument } from "@/lib/documents/commands";
import { retryDocumentRoute } from "@/lib/documents/schema";
import { route } from "@/lib/web/route";

export const POST = route(retryDocumentRoute, (ctx, { params }) => retryDocument(ctx, params.documentId));
