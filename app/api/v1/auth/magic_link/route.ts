import { requestMagicLinkRoute } from "@/lib/users/schema";
import { requestMagicLink } from "@/lib/users/verification/commands";
import { publicRoute } from "@/lib/web/route";

export const POST = publicRoute(requestMagicLinkRoute, (ctx, { body }) => requestMagicLink(ctx, body.email));
