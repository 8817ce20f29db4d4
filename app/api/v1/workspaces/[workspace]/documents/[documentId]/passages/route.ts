import { read } from "@/lib/ctx";
import { listPassages } from "@/lib/documents/queries";
import { listPassagesRoute } from "@/lib/documents/schema";
import { route } from "@/lib/web/route";

export const GET = route(listPassagesRoute, (ctx, { params, query }) =>
  read(ctx, (tx) => listPassages(tx, params.documentId, query)),
);
