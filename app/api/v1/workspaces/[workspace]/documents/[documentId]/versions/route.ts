import { read } from "@/lib/ctx";
import { replaceDocument } from "@/lib/documents/commands";
import { listVersions } from "@/lib/documents/queries";
import { listVersionsRoute, replaceDocumentRoute } from "@/lib/documents/schema";
import { route } from "@/lib/web/route";

export const GET = route(listVersionsRoute, (ctx, { params, query }) =>
  read(ctx, (tx) => listVersions(tx, params.documentId, query)),
);

export const POST = route(replaceDocumentRoute, (ctx, { params, body }) =>
  replaceDocument(ctx, params.documentId, body),
);
