import { revokeShareLink } from "@/lib/recordings/sharing/commands";
import { revokeShareLinkRoute } from "@/lib/recordings/sharing/schema";
import { route } from "@/lib/web/route";

export const DELETE = route(revokeShareLinkRoute, (ctx, { params }) =>
  revokeShareLink(ctx, params.recordingId, params.shareLinkId),
);
