import { forgetPassword } from "@/lib/users/passwords/commands";
import { forgotPasswordRoute } from "@/lib/users/schema";
import { publicRoute } from "@/lib/web/route";

export const POST = publicRoute(forgotPasswordRoute, (ctx, { body }) => forgetPassword(ctx, body.email));
