import { serveFile, servePicture } from "@/lib/files/queries";
import { getFileRoute } from "@/lib/files/schema";
import { route } from "@/lib/web/route";

export const GET = route(getFileRoute, (ctx, { params, query, request }) => {
  const asked = { range: request.headers.get("range"), ifNoneMatch: request.headers.get("if-none-match") };
  return query.picture
    ? servePicture(ctx, params.fileId, { ...asked, picture: query.picture })
    : serveFile(ctx, params.fileId, { ...asked, isDownload: query.download === "true" });
});
