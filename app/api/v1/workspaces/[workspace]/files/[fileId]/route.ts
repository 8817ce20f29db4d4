import { serveFile } from "@/lib/files/queries";
import { getFileRoute } from "@/lib/files/schema";
import { route } from "@/lib/web/route";

export const GET = route(getFileRoute, (ctx, { params, query, request }) =>
  serveFile(ctx, params.fileId, {
    range: request.headers.get("range"),
    ifNoneMatch: request.headers.get("if-none-match"),
    isDownload: query.download === "true",
  }),
);
