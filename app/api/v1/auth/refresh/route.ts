import { refreshTokenRoute } from "@/lib/users/schema";
import { refreshTokens } from "@/lib/users/tokens/commands";
import { publicRoute } from "@/lib/web/route";

export const POST = publicRoute(refreshTokenRoute, (ctx, { body }) => refreshTokens(ctx, body.refreshToken));
