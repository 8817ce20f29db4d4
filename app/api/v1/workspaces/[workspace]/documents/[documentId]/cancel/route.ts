import { cancelDocument } from "@/lib/documents/commands";
import { cancelDocumentRoute } from "@/lib/documents/schema";
import { route } from "@/lib/web/route";

export const POST = route(cancelDocumentRoute, (ctx, { params }) => cancelDocument(ctx, params.documentId));
