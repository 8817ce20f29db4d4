import { revokeTokenRoute } from "@/lib/users/schema";
import { revokeTokens } from "@/lib/users/tokens/commands";
import { publicRoute } from "@/lib/web/route";

export const POST = publicRoute(revokeTokenRoute, (ctx, { body }) => revokeTokens(ctx, body.refreshToken));
