import { viewShared } from "@/lib/recordings/sharing/opening/commands";
import { getSharedReportRoute } from "@/lib/recordings/sharing/opening/schema";
import { publicRoute } from "@/lib/web/route";

export const GET = publicRoute(getSharedReportRoute, (ctx, { params }) => viewShared(ctx, params.shareToken));
