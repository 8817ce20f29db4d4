import { read } from "@/lib/ctx";
import { createDocument } from "@/lib/documents/commands";
import { listDocuments } from "@/lib/documents/queries";
import { createDocumentRoute, listDocumentsRoute } from "@/lib/documents/schema";
import { reply, route } from "@/lib/web/route";

export const GET = route(listDocumentsRoute, (ctx, { query }) => read(ctx, (tx) => listDocuments(tx, query)));

export const POST = route(createDocumentRoute, async (ctx, { body }) => {
  const { document, created } = await createDocument(ctx, body);
  return reply(created ? 202 : 200, document);
});
