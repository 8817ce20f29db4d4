import { read } from "@/lib/ctx";
import { deleteDocument, updateDocument } from "@/lib/documents/commands";
import { getDocument, toDocumentDto } from "@/lib/documents/queries";
import { deleteDocumentRoute, getDocumentRoute, updateDocumentRoute } from "@/lib/documents/schema";
import { route } from "@/lib/web/route";

export const GET = route(getDocumentRoute, (ctx, { params }) =>
  read(ctx, async (tx) => toDocumentDto(await getDocument(tx, params.documentId))),
);

export const PATCH = route(updateDocumentRoute, (ctx, { params, body }) =>
  updateDocument(ctx, params.documentId, body),
);

export const DELETE = route(deleteDocumentRoute, (ctx, { params }) => deleteDocument(ctx, params.documentId));
