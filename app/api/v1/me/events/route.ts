import { identity } from "@/lib/ctx";
import { listAccountEvents } from "@/lib/users/log/queries";
import { listAccountEventsRoute } from "@/lib/users/schema";
import { userRoute } from "@/lib/web/route";

export const GET = userRoute(listAccountEventsRoute, (ctx, { signedIn, query }) =>
  identity(ctx, (tx) => listAccountEvents(tx, signedIn.userId, query)),
);
