import { noteOpening } from "@/lib/recordings/sharing/opening/commands";
import { noteOpeningRoute } from "@/lib/recordings/sharing/opening/schema";
import { publicRoute } from "@/lib/web/route";

export const POST = publicRoute(noteOpeningRoute, (ctx, { params }) => noteOpening(ctx, params.shareToken));
