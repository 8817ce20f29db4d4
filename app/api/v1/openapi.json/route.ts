import { openApi } from "@/lib/web/openapi";
import { publicRoute } from "@/lib/web/route";
import { openApiRoute } from "@/lib/web/routes";

export const GET = publicRoute(openApiRoute, async (ctx) => openApi(ctx.site.url));
