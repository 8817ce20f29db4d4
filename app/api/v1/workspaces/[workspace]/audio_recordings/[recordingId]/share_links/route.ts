import { read } from "@/lib/ctx";
import { createShareLink } from "@/lib/recordings/sharing/commands";
import { listShareLinks } from "@/lib/recordings/sharing/queries";
import { createShareLinkRoute, listShareLinksRoute } from "@/lib/recordings/sharing/schema";
import { route } from "@/lib/web/route";

export const GET = route(listShareLinksRoute, (ctx, { params, query }) =>
  read(ctx, (tx) => listShareLinks(tx, params.recordingId, query)),
);

export const POST = route(createShareLinkRoute, (ctx, { params, body }) =>
  createShareLink(ctx, params.recordingId, body),
);
