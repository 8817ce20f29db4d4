import { hearShared } from "@/lib/recordings/sharing/opening/commands";
import { hearSharedReportRoute } from "@/lib/recordings/sharing/opening/schema";
import { publicRoute } from "@/lib/web/route";

export const GET = publicRoute(hearSharedReportRoute, (ctx, { params, request }) =>
  hearShared(ctx, params.shareToken, {
    range: request.headers.get("range"),
    ifNoneMatch: request.headers.get("if-none-match"),
  }),
);
