import { signInForTokens } from "@/lib/users/commands";
import { createTokenRoute } from "@/lib/users/schema";
import { publicRoute } from "@/lib/web/route";

export const POST = publicRoute(createTokenRoute, (ctx, { body }) => signInForTokens(ctx, body));
