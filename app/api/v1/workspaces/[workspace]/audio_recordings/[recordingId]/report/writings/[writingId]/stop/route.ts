import { stopWriting } from "@/lib/recordings/reports/writing/commands";
import { stopWritingRoute } from "@/lib/recordings/reports/writing/schema";
import { route } from "@/lib/web/route";

export const POST = route(stopWritingRoute, (ctx, { params }) => stopWriting(ctx, params));
