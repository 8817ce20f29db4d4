import { confirmEmailRoute } from "@/lib/users/schema";
import { confirmEmail } from "@/lib/users/verification/commands";
import { publicRoute } from "@/lib/web/route";

export const POST = publicRoute(confirmEmailRoute, (ctx, { body }) => confirmEmail(ctx, body.token));
